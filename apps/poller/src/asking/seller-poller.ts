import { LRUCache } from 'lru-cache';
import type { Pool } from 'pg';
import {
  type Clock,
  type HintSink,
  type Observation,
  type SellerRef,
  attemptOf,
  sellerKey,
} from '@adcp-orchestrator/domain';
import {
  type BatchingLedger,
  type Observed,
  type PollTurn,
  endPollTurns,
  refreshApprovalStatistics,
  renewPollTurn,
  sellersToPoll,
  takePollTurns,
} from '@adcp-orchestrator/ledger';
import { Batcher, type Log, underTimeLimit, within } from '@adcp-orchestrator/platform';
import type { SellerDirectory } from '@adcp-orchestrator/sellers';
import { type Learned, allFailed, askAbout } from './ask';
import { RefusedStatements } from './refused-statements';

export interface SellerPollerOptions {
  pool: Pool;
  ledger: Pick<BatchingLedger, 'observe'>;
  directory: Pick<SellerDirectory, 'find'>;
  clock: Clock;
  hints: HintSink;
  log: Log;
  /** Who has the sellers' turns. */
  owner: string;
  leaseSeconds: number;
  /** What falls due within this many seconds is asked in the same turn. */
  soonSeconds: number;
  /** Sellers that are asked at the same time. */
  concurrency?: number;
}

const CONCURRENCY = 32;
/** One listing answers for all of them; a seller that is asked one by one still answers for these within a turn. */
const OPERATIONS_IN_TURN = 1_000;
/** A seller with more than this due at once is left to the next hint or sweep, so that others get their share. */
const TURNS_IN_A_ROW = 25;
const TURN_LIMIT_MS = 120_000;
/** No further turn is begun after this: with the last one it stays within the limit of a hint. */
const TURNS_LIMIT_MS = 100_000;
const GRACE_MS = 15_000;
const AFTER_ABORT_MS = 5_000;
const REFRESH_EVERY_MS = 10_000;
/** Turns that begin, or end, close together share a statement; under load such statements are so far apart. */
const TURN_GATHER_MS = 2;
const BETWEEN_TURNS_MS = 25;
const TURNS_MOST = 32;
/** What has fallen due during a turn waits so long for the next. */
const AGAIN_MS = 100;
/** Answers of one seller that are at the gate at once: one long list must not take all connections to the database. */
const LEARNED_AT_ONCE = 200;
/** Sellers remembered at once; one that is forgotten costs a refresh. */
const MAX_REFRESHED = 10_000;

/**
 * Asks sellers about what is due, seller by seller. One worker at a time has a seller's
 * turn; one slow seller holds one slot and nobody else. A turn that is lost with its process ends with its lease.
 */
export class SellerPoller {
  private readonly running = new Map<string, Promise<void>>();
  /** Woken while their turn ran: what it had read may not be all. */
  private readonly again = new Set<string>();
  private readonly refreshedAt = new LRUCache<string, number>({ max: MAX_REFRESHED });
  private readonly aborted = new AbortController();
  private readonly refused = new RefusedStatements();
  private stopped = false;

  private readonly taking: Batcher<SellerRef, PollTurn | null>;
  private readonly ending: Batcher<SellerRef, Date | null>;

  constructor(private readonly options: SellerPollerOptions) {
    const { pool, owner, leaseSeconds, clock, soonSeconds } = options;
    const pace = { gatherMs: TURN_GATHER_MS, betweenMs: BETWEEN_TURNS_MS, most: TURNS_MOST };
    this.taking = new Batcher({
      ...pace,
      run: (sellers) =>
        takePollTurns(pool, sellers, {
          owner,
          leaseSeconds,
          now: clock.now(),
          soonSeconds,
          limit: OPERATIONS_IN_TURN,
        }),
    });
    this.ending = new Batcher({
      ...pace,
      run: (sellers) => endPollTurns(pool, sellers, owner),
    });
  }

  get sellersInWork(): number {
    return this.running.size;
  }

  /** Asks one seller now; one that is being asked gets another turn afterwards. Never throws. */
  poll(seller: SellerRef): Promise<void> {
    const key = sellerKey(seller);
    const running = this.running.get(key);
    if (running !== undefined) {
      this.again.add(key);
      return running;
    }
    // Beyond the limit the hint is spent, and the sweep finds the rows.
    if (this.stopped || this.running.size >= this.concurrency) return Promise.resolve();
    const work = this.takeTurns(seller)
      .catch((error: unknown) => {
        this.refused.note(error);
        this.options.log.error({ err: error, seller: seller.sellerId }, 'asking a seller ended with an error');
      })
      .finally(() => {
        this.running.delete(key);
        this.again.delete(key);
      });
    this.running.set(key, work);
    return work;
  }

  /**
   * Starts the turns of sellers that have something due, the longest waiting first; does not wait for them.
   * @returns how many were started
   * @throws DatabaseError when Postgres refused the statements of a turn since the last sweep
   */
  async sweep(): Promise<number> {
    const free = this.concurrency - this.running.size;
    if (this.stopped || free <= 0) return 0;
    const due = await sellersToPoll(this.options.pool, this.options.clock.now(), free + this.running.size);
    const fresh = due.filter((seller) => !this.running.has(sellerKey(seller))).slice(0, free);
    for (const seller of fresh) void this.poll(seller);
    this.refused.throwLast();
    return fresh.length;
  }

  /** No turn is taken any more. */
  stop(): void {
    this.stopped = true;
  }

  /** Lets the questions under way be answered, then ends them: nothing is lost by that, they are asked again. */
  async finish(graceMs = GRACE_MS): Promise<void> {
    const idle = Promise.allSettled([...this.running.values()]);
    try {
      await within(idle, graceMs, 'finishing the questions');
    } catch {
      this.options.log.warn({ sellers: this.running.size }, 'questions are ended by the shutdown');
      this.aborted.abort(new Error('the process is stopping'));
      await within(idle, AFTER_ABORT_MS, 'ending the questions');
    }
  }

  private get concurrency(): number {
    return this.options.concurrency ?? CONCURRENCY;
  }

  private async takeTurns(seller: SellerRef): Promise<void> {
    const until = Date.now() + TURNS_LIMIT_MS;
    let hasMore = true;
    for (let turn = 0; hasMore && turn < TURNS_IN_A_ROW && !this.stopped && Date.now() < until; turn += 1) {
      const more = await this.takeTurn(seller);
      hasMore = this.again.delete(sellerKey(seller)) || more;
    }
  }

  /** @returns whether more is due already. */
  private async takeTurn(seller: SellerRef): Promise<boolean> {
    const { pool, owner, leaseSeconds, log } = this.options;
    const turn = await this.taking.add(seller);
    if (turn === null) {
      this.wakeAt(seller, await this.ending.add(seller));
      return false;
    }
    const renewal = setInterval(
      () => {
        renewPollTurn(pool, seller, owner, leaseSeconds).catch((error: unknown) => {
          log.warn({ err: error, seller: seller.sellerId }, 'the turn of a seller could not be kept');
        });
      },
      (leaseSeconds * 1000) / 3,
    );
    let learned = false;
    try {
      const settled = await underTimeLimit(this.aborted.signal, TURN_LIMIT_MS, (signal) =>
        this.ask(seller, turn.operations, signal),
      );
      if (settled && this.mayRefresh(seller)) await refreshApprovalStatistics(pool, seller);
      learned = true;
      return turn.hasMore;
    } finally {
      clearInterval(renewal);
      const askAt = await this.ending.add(seller);
      // What could not be recorded is due as before: asked again at once, it would be asked without end.
      if (learned) this.wakeAt(seller, askAt);
    }
  }

  /**
   * What was not asked along may have no hint of its own: the one that woke us stood for it. Read from the rows, this one
   * replaces whatever waits for later.
   * @param askAt null when nothing waits
   */
  private wakeAt({ tenantId, sellerId }: SellerRef, askAt: Date | null): void {
    if (askAt === null) return;
    const { clock, hints } = this.options;
    const at = new Date(Math.max(askAt.getTime(), clock.now().getTime() + AGAIN_MS));
    hints.send([{ kind: 'poll', tenantId, sellerId, at, soonest: true }]);
  }

  /** A seller that settles all the time has its usual times computed anew every ten seconds, not with each answer. */
  private mayRefresh(seller: SellerRef): boolean {
    const key = sellerKey(seller);
    const now = Date.now();
    if (now - (this.refreshedAt.get(key) ?? -Infinity) < REFRESH_EVERY_MS) return false;
    this.refreshedAt.set(key, now);
    return true;
  }

  /** @returns whether an approval was among the answers. */
  private async ask(seller: SellerRef, operations: Learned['operation'][], signal: AbortSignal): Promise<boolean> {
    let known;
    try {
      known = await this.options.directory.find(seller);
    } catch (error) {
      this.options.log.error({ err: error, seller: seller.sellerId }, 'a seller could not be asked');
      await this.learn(allFailed(operations, error));
      return false;
    }
    let approved = false;
    await askAbout(known, operations, signal, async (batch) => {
      // A question that the shutdown cut off says nothing of the seller: the row stays due.
      const answered = this.aborted.signal.aborted
        ? batch.filter(({ answer }) => answer.finding.kind !== 'ask_failed')
        : batch;
      const observed = await this.learn(answered);
      approved ||= observed.some(({ operation }) => operation?.settledAt !== null && operation?.pendingSince !== null);
    });
    return approved;
  }

  private async learn(batch: readonly Learned[]): Promise<Observed[]> {
    const receivedAt = this.options.clock.now();
    const observations = batch.map(({ operation, source, answer }): Observation => ({
      ...answer,
      tenantId: operation.tenantId,
      operationId: operation.id,
      source,
      receivedAt,
      attempt: attemptOf(operation),
      actor: this.options.owner,
    }));
    const observed: Observed[] = [];
    for (let start = 0; start < observations.length; start += LEARNED_AT_ONCE) {
      const together = observations.slice(start, start + LEARNED_AT_ONCE);
      observed.push(...(await Promise.all(together.map((observation) => this.options.ledger.observe(observation)))));
    }
    return observed;
  }
}
