import type { Pool } from 'pg';
import type { Clock, Observation, OpenTask } from '@adcp-orchestrator/domain';
import { type Ledger, type SellerRef, refreshApprovalStatistics, takeReconciliations } from '@adcp-orchestrator/ledger';
import type { Log } from '@adcp-orchestrator/platform';
import type { SellerDirectory } from '@adcp-orchestrator/sellers';
import { knownTaskIds, openOperations } from './open-operations';

export interface ReconcilerOptions {
  pool: Pool;
  ledger: Pick<Ledger, 'observeMany'>;
  directory: Pick<SellerDirectory, 'find'>;
  clock: Clock;
  log: Log;
  everySeconds: number;
  /** Told how many open tasks of a seller belong to no operation of ours. */
  onOrphans?: (seller: SellerRef, orphans: number) => void;
}

const SELLERS_IN_SWEEP = 8;
const LIST_LIMIT_MS = 60_000;
const PAGE = 100;
/** Operations compared in one reconciliation; the hourly next one and the polls cover the rest. */
const MAX_PAGES = 100;
/** Orphans named in a log line. */
const SHOWN = 10;

/**
 * Compares what sellers have open with what we wait for, at start and then hourly (design, section 6 "Reconcile"). An
 * operation of ours whose task the seller does not list is made due at once and so asked about by itself; tasks of
 * theirs that no operation is bound to are reported, never bound by elimination.
 */
export class Reconciler {
  private readonly startedAt: Date;
  private stopped = false;

  constructor(private readonly options: ReconcilerOptions) {
    this.startedAt = options.clock.now();
  }

  stop(): void {
    this.stopped = true;
  }

  /** @returns how many sellers were compared */
  async sweep(): Promise<number> {
    if (this.stopped) return 0;
    const now = this.options.clock.now();
    // Whatever was not compared since this process started is due once; after that the interval counts.
    const before = Math.max(this.startedAt.getTime(), now.getTime() - this.options.everySeconds * 1000);
    const sellers = await takeReconciliations(this.options.pool, new Date(before), now, SELLERS_IN_SWEEP);
    await Promise.all(
      sellers.map((seller) =>
        this.compare(seller).catch((error: unknown) => {
          this.options.log.warn(
            { err: error, seller: seller.sellerId },
            'a seller could not be reconciled; the next hour tries again',
          );
        }),
      ),
    );
    return sellers.length;
  }

  private async compare(ref: SellerRef): Promise<void> {
    const { pool, directory, log, onOrphans } = this.options;
    await refreshApprovalStatistics(pool, ref);
    const { seller, dialect } = await directory.find(ref);
    const tasks = await dialect.listOpenTasks(seller, AbortSignal.timeout(LIST_LIMIT_MS));
    if (tasks === null) return;
    const missing = await this.checkOurs(ref, new Set(tasks.map(({ taskId }) => taskId)));
    const orphans = await this.orphansAmong(ref, tasks);
    onOrphans?.(ref, orphans.length);
    if (missing > 0 || orphans.length > 0) {
      log.warn(
        {
          seller: ref.sellerId,
          missing,
          orphans: orphans.length,
          tasks: orphans.slice(0, SHOWN).map(({ taskId }) => taskId),
        },
        'the seller and we do not have the same tasks open',
      );
    }
  }

  /** @returns how many of our operations the seller does not list. */
  private async checkOurs(ref: SellerRef, listed: ReadonlySet<string>): Promise<number> {
    const { pool, ledger, clock } = this.options;
    let missing = 0;
    let after: string | null = null;
    for (let page = 0; page < MAX_PAGES && !this.stopped; page += 1) {
      const operations = await openOperations(pool, ref, after, PAGE);
      const unlisted = operations.filter(({ taskId }) => taskId !== null && !listed.has(taskId));
      missing += unlisted.length;
      await ledger.observeMany(
        unlisted.map(({ tenantId, id }): Observation => ({
          tenantId,
          operationId: id,
          source: 'timer',
          receivedAt: clock.now(),
          finding: { kind: 'poll_requested' },
        })),
      );
      after = operations.at(-1)?.id ?? null;
      if (operations.length < PAGE) break;
    }
    return missing;
  }

  private async orphansAmong(ref: SellerRef, tasks: readonly OpenTask[]): Promise<OpenTask[]> {
    const known = await knownTaskIds(
      this.options.pool,
      ref,
      tasks.map(({ taskId }) => taskId),
    );
    return tasks.filter(({ taskId }) => !known.has(taskId));
  }
}
