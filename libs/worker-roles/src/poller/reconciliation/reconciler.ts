import type { Pool } from 'pg';
import {
  MAX_SELLER_ID_CHARACTERS,
  type Answer,
  type Clock,
  type Observation,
  type OpenTask,
  type Operation,
  type SellerRef,
  attemptOf,
} from '@adcp-orchestrator/domain';
import {
  type Ledger,
  MAX_ORPHANS,
  knownTaskIds,
  openOperations,
  refreshApprovalStatistics,
  replaceOrphans,
  takeReconciliations,
} from '@adcp-orchestrator/ledger';
import { type Log, inLeg, underTimeLimit } from '@adcp-orchestrator/platform';
import type { KnownSeller, SellerDirectory } from '@adcp-orchestrator/sellers';
import { askForEvidence } from '../asking/ask';

export interface ReconcilerOptions {
  pool: Pool;
  ledger: Pick<Ledger, 'observeMany'>;
  directory: Pick<SellerDirectory, 'find'>;
  clock: Clock;
  log: Log;
  everySeconds: number;
}

const SELLERS_IN_SWEEP = 8;
const LIST_LIMIT_MS = 60_000;
const CHECK_LIMIT_MS = 45_000;
/** After this many operations the time limit is looked at again. */
const BATCH = 20;
const PAGE = 100;
/** Pages of operations compared in one reconciliation. The next one, an hour later, and the polls cover the rest. */
const MAX_PAGES = 100;
/** Orphans named in a log line. */
const SHOWN = 10;

/**
 * Compares what sellers have open with what we wait for, at the start and then hourly. An operation of ours whose task
 * the seller does not list is checked by itself. A task of theirs without an operation is never bound by elimination.
 * Both are kept for the desk to see, until the next comparison.
 */
export class Reconciler {
  private readonly startedAt: Date;
  private readonly aborted = new AbortController();
  private stopped = false;

  constructor(private readonly options: ReconcilerOptions) {
    this.startedAt = options.clock.now();
  }

  /** Gives up the questions under way. Nothing is lost by that: the next start compares again. */
  stop(): void {
    this.stopped = true;
    this.aborted.abort(new Error('the process is stopping'));
  }

  /** @returns how many sellers were compared */
  async sweep(): Promise<number> {
    if (this.stopped) return 0;
    const now = this.options.clock.now();
    // Each seller is due once after this process started. From then on the interval counts.
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
    const { pool, directory, clock, log } = this.options;
    await refreshApprovalStatistics(pool, ref);
    const known = await directory.find(ref);
    const askedAt = clock.now();
    const listed = await underTimeLimit(this.aborted.signal, LIST_LIMIT_MS, (signal) =>
      known.dialect.listOpenTasks(known.seller, signal),
    );
    if (listed === null) return;
    const tasks = listed.filter(({ taskId }) => taskId.length <= MAX_SELLER_ID_CHARACTERS);
    if (tasks.length < listed.length) {
      log.warn(
        { seller: ref.sellerId, tasks: listed.length - tasks.length, limit: MAX_SELLER_ID_CHARACTERS },
        'the seller lists tasks whose ids are too long to be kept; they are left out',
      );
    }
    const ours = await this.unlisted(ref, new Set(tasks.map(({ taskId }) => taskId)), askedAt);
    const theirs = await this.unknown(ref, tasks);
    await replaceOrphans(pool, ref, { ours, theirs }, askedAt);
    if (ours.length > 0 || theirs.length > 0) {
      log.warn(
        {
          seller: ref.sellerId,
          ours: ours.length,
          theirs: theirs.length,
          operations: ours.slice(0, SHOWN).map(({ id }) => id),
          tasks: theirs.slice(0, SHOWN).map(({ taskId }) => taskId),
        },
        'the seller and we do not have the same tasks open',
      );
    }
    if (ours.length === 0) return;
    const attributes = { 'adcp.seller_id': ref.sellerId, 'adcp.tenant_id': ref.tenantId };
    await inLeg(
      () => ({ name: 'reconcile', operations: ours, attributes }),
      () => this.check(known, ours),
    );
  }

  /**
   * Our operations whose task the seller did not list. One that changed after the seller was asked may be newer than
   * the list. It is left to its poll.
   */
  private async unlisted(ref: SellerRef, listed: ReadonlySet<string>, askedAt: Date): Promise<Operation[]> {
    const found: Operation[] = [];
    let after: string | null = null;
    for (let page = 0; page < MAX_PAGES && !this.stopped && found.length < MAX_ORPHANS; page += 1) {
      const operations = await openOperations(this.options.pool, ref, after, PAGE);
      found.push(
        ...operations.filter(
          ({ taskId, updatedAt }) => taskId !== null && !listed.has(taskId) && updatedAt.getTime() <= askedAt.getTime(),
        ),
      );
      after = operations.at(-1)?.id ?? null;
      if (operations.length < PAGE) break;
    }
    return found;
  }

  private async unknown(ref: SellerRef, tasks: readonly OpenTask[]): Promise<OpenTask[]> {
    const known = await knownTaskIds(
      this.options.pool,
      ref,
      tasks.map(({ taskId }) => taskId),
    );
    return tasks.filter(({ taskId }) => !known.has(taskId));
  }

  /**
   * Asks about our operations one by one. What is not reached within the time limit is made due, so the poller asks
   * about it.
   */
  private async check(known: KnownSeller, operations: readonly Operation[]): Promise<void> {
    const left = new Map(operations.map((operation) => [operation.id, operation]));
    await underTimeLimit(this.aborted.signal, CHECK_LIMIT_MS, async (signal) => {
      for (let start = 0; start < operations.length && !signal.aborted; start += BATCH) {
        await askForEvidence(known, operations.slice(start, start + BATCH), signal, async (learned) => {
          // A question that was cut off says nothing about the seller.
          if (signal.aborted) return;
          for (const { operation } of learned) left.delete(operation.id);
          await this.observe(
            learned.map(({ operation, answer }) => ({
              operation,
              source: 'reconcile',
              attempt: attemptOf(operation),
              ...answer,
            })),
          );
        });
      }
    });
    if (this.stopped) return;
    const rest = [...left.values()];
    for (let start = 0; start < rest.length; start += PAGE) {
      await this.observe(
        rest
          .slice(start, start + PAGE)
          .map((operation) => ({ operation, source: 'timer', finding: { kind: 'poll_requested' } })),
      );
    }
  }

  private async observe(
    learned: readonly (Answer & { operation: Operation } & Pick<Observation, 'source' | 'attempt'>)[],
  ): Promise<void> {
    const receivedAt = this.options.clock.now();
    await this.options.ledger.observeMany(
      learned.map(({ operation, ...answer }) => ({
        ...answer,
        tenantId: operation.tenantId,
        operationId: operation.id,
        receivedAt,
      })),
    );
  }
}
