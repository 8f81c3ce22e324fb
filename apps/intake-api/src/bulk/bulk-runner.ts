import { randomUUID } from 'node:crypto';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Pool } from 'pg';
import type { Clock } from '@adcp-orchestrator/domain';
import {
  type BulkItemRow,
  type BulkJobKey,
  type BulkJobRow,
  type BulkResult,
  claimBulkJob,
  deleteOldBulkJobs,
  findEarlierClaim,
  inTransaction,
  readBulkRights,
  recordBulkResults,
  releaseBulkJob,
  stopBulkJob,
  waitingBulkItems,
} from '@adcp-orchestrator/ledger';
import {
  CONFIG,
  type Config,
  LOG,
  type Log,
  POOL,
  Readiness,
  Shutdown,
  ShutdownPhase,
  acrossTenants,
  asTenant,
} from '@adcp-orchestrator/platform';
import { Sweeper } from '@adcp-orchestrator/queues';
import type { Acting } from '../operations/actions/acted';
import { type Action, OperatorActions } from '../operations/actions/operator-actions';
import { RequestProblemError } from '../problems/problem';
import { problemOf } from '../problems/problem-of';
import { CLOCK } from '../tokens';
import { auditStop } from './audit-stop';

/** So many operations are acted on at once, and then written together. */
const AT_ONCE = 10;
/** After so many, another job has its turn: one tenant's ten thousand must not keep the next tenant waiting. */
const CHUNKS_A_TURN = 10;
/** The runner looks up after so long, so that its sweep counts as alive. */
const RUN_MS = 30_000;
const KEEP_DAYS = 30;
const DELETED_AT_ONCE = 50;

/**
 * Works on bulk jobs. Every replica of the API does: a lease gives each job to one at a time, and after a crash to another.
 * It is renewed with each chunk; a process that stalls for longer does no harm.
 * Each item goes through the same action as a single request, under a key of its own. So an item that was acted on and not
 * written down is found done.
 */
@Injectable()
export class BulkRunner implements OnApplicationBootstrap {
  private readonly owner = randomUUID();
  private readonly sweeper: Sweeper;
  private running: Promise<number> | null = null;
  private stopping = false;

  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
    @Inject(CONFIG) private readonly config: Config,
    private readonly actions: OperatorActions,
    readiness: Readiness,
    shutdown: Shutdown,
  ) {
    this.sweeper = new Sweeper({
      name: 'bulk',
      everySeconds: config.sweepSeconds,
      sweep: async () => (await this.run()) + (await this.deleteOld()),
      log,
    });
    readiness.register(
      'sweep bulk',
      () => {
        this.sweeper.checkSweeping();
      },
      { otherwise: 'degraded' },
    );
    shutdown.add(ShutdownPhase.stopTakingWork, 'bulk jobs', async () => {
      this.stopping = true;
      await this.sweeper.stop();
      await this.running;
    });
  }

  onApplicationBootstrap(): void {
    this.sweeper.start();
  }

  /** There is a new job. Without this the sweep finds it. */
  wake(): void {
    this.run().catch((error: unknown) => {
      this.log.error({ err: error }, 'bulk jobs were not worked on; the sweep tries again');
    });
  }

  private run(): Promise<number> {
    this.running ??= this.workOff().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  /** @returns how many operations were acted on */
  private async workOff(): Promise<number> {
    const until = Date.now() + RUN_MS;
    let acted = 0;
    while (!this.stopping) {
      const job = await claimBulkJob(acrossTenants(this.pool, 'bulk jobs'), this.owner, this.config.leaseSeconds);
      if (job === null) break;
      acted += await asTenant(job.tenant_id, () => this.turn(job));
      if (Date.now() > until) {
        setImmediate(() => {
          this.wake();
        });
        break;
      }
    }
    return acted;
  }

  /** Works on a job, and hands it back. Everything here is behind the fence of its tenant. */
  private async turn(job: BulkJobRow): Promise<number> {
    try {
      return await this.chunks(job);
    } finally {
      await releaseBulkJob(this.pool, keyOf(job), this.owner);
    }
  }

  private async chunks(job: BulkJobRow): Promise<number> {
    let acted = 0;
    for (let chunk = 0; chunk < CHUNKS_A_TURN && !this.stopping; chunk += 1) {
      const rights = await readBulkRights(this.pool, job);
      if (rights?.keyHolds !== true) {
        await this.stopOfEndedKey(job);
        break;
      }
      const by = { tenantId: job.tenant_id, actor: job.actor, tenantLimits: rights.limits };
      const items = await waitingBulkItems(this.pool, keyOf(job), AT_ONCE);
      const acts = await Promise.all(items.map((item) => this.act(job, by, item)));
      const results = acts.filter((result) => result !== null);
      acted += results.length;
      const now = await recordBulkResults(this.pool, keyOf(job), results, this.config.leaseSeconds);
      if (now?.status !== 'running' || results.length === 0) break;
    }
    return acted;
  }

  /** @returns null when others kept changing the operation: the item waits, and is tried again */
  private async act(job: BulkJobRow, by: Acting, item: BulkItemRow): Promise<BulkResult | null> {
    const action = job.action as unknown as Action;
    const { position, operation_id: id } = item;
    try {
      if (job.dry_run) {
        const detail = await this.actions.foresee(by, id, action);
        const earlier = action.kind === 'retry' ? await findEarlierClaim(this.pool, keyOf(job), position) : null;
        if (earlier !== null) throw numberGoesTo(earlier);
        return { position, status: 'done', problem: null, detail, made_operation_id: null };
      }
      // The key is the item's: whoever takes the job up after a crash acts under the same one.
      const terms = { key: `bulk:${job.id}:${position}`, ifMatch: null };
      const { operation, consequence } = await this.actions.perform(by, id, terms, action);
      const made = operation.id === id ? null : operation.id;
      return { position, status: 'done', problem: null, detail: consequence, made_operation_id: made };
    } catch (error) {
      const problem = problemOf(error);
      // The item waits: the job is taken up again when the database answers.
      if (problem.kind === 'unavailable') throw error;
      if (problem.kind === 'contended') return null;
      if (problem.status >= 500) this.log.error({ err: error, job: job.id, operation: id }, 'a bulk action failed');
      return { position, status: 'refused', problem: problem.kind, detail: problem.detail, made_operation_id: null };
    }
  }

  /** The job acts with the rights of its key, so it ends with the key. */
  private async stopOfEndedKey({ tenant_id: tenantId, id, actor }: BulkJobRow): Promise<void> {
    await inTransaction(this.pool, async (client) => {
      const { job, wasRunning } = await stopBulkJob(client, tenantId, id, this.clock.now());
      if (job !== null && wasRunning) await auditStop(client, { tenantId, actor }, job, 'key_ended');
    });
  }

  private deleteOld(): Promise<number> {
    const before = new Date(this.clock.now().getTime() - KEEP_DAYS * 86_400_000);
    return deleteOldBulkJobs(acrossTenants(this.pool, 'bulk jobs'), before, DELETED_AT_ONCE);
  }
}

function keyOf({ tenant_id: tenantId, id }: BulkJobRow): BulkJobKey {
  return { tenantId, id };
}

function numberGoesTo(operationId: string): RequestProblemError {
  return new RequestProblemError(
    'po-number-taken',
    `Operation ${operationId} has the same po_number at the same seller and comes before it in this selection. The repetition of one of the two takes the number; leave the other out.`,
  );
}
