import { LRUCache } from 'lru-cache';
import type { Pool } from 'pg';
import {
  type Clock,
  type HintSink,
  type Observation,
  type Operation,
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
import { Batcher, type Log, inLeg, noteOnSpan, underTimeLimit } from '@adcp-orchestrator/platform';
import { HINTS_COME_WITHIN_MS, type HintStory, type Swept } from '@adcp-orchestrator/queues';
import type { SellerDirectory } from '@adcp-orchestrator/sellers';
import { type Learned, allFailed, askAbout } from './ask';
import { SellerTurns } from './seller-turns';

export interface SellerPollerOptions {
  pool: Pool;
  ledger: Pick<BatchingLedger, 'observe'>;
  directory: Pick<SellerDirectory, 'find'>;
  clock: Clock;
  hints: HintSink;
  log: Log;
  /** The name under which this process holds the sellers' turns. */
  owner: string;
  leaseSeconds: number;
  /** What falls due within this many seconds is asked about in the same turn. */
  soonSeconds: number;
  /** Sellers that are asked at the same time. */
  concurrency?: number;
  /** Told of each turn that was taken over from a worker whose lease had run out. */
  onTakeover?: (seller: SellerRef) => void;
}

const CONCURRENCY = 32;
/**
 * Operations of a seller's first turn, and of those that follow it. One listing answers for all of a turn, so a long
 * backlog goes in few large turns. The turns of all sellers together hold no more than 6,800 operations, which take 5 KB
 * each, and as much again at the gate. A seller that is asked one by one still answers for a large turn in time.
 */
const OPERATIONS_IN_TURN = { small: 100, large: 1_000 } as const;
const LARGE_TURNS = { atOnce: 4, withinMs: 5_000 };
const TURNS_IN_A_ROW = 25;
const TURN_LIMIT_MS = 120_000;
/** No further turn begins after this. With the last one, the total stays within the limit of a hint. */
const TURNS_LIMIT_MS = 100_000;
const GRACE_MS = 15_000;
const AFTER_ABORT_MS = 5_000;
const REFRESH_EVERY_MS = 10_000;
/** Turns that begin or end close together share a statement. Under load such statements are this far apart. */
const TURN_GATHER_MS = 2;
const BETWEEN_TURNS_MS = 25;
const TURNS_MOST = 32;
/** What falls due during a turn waits this long for the next. */
const AGAIN_MS = 100;
/** Answers of one seller that are at the gate at once. One long list must not take all connections to the database. */
const LEARNED_AT_ONCE = 200;
/** Most sellers remembered. One that is forgotten costs a refresh, or a small turn. */
const MAX_REMEMBERED = 10_000;

/** What one turn asked and learned. */
interface TurnStory {
  asked: number;
  answered: number;
  /** Operations whose state an answer changed. */
  changed: number;
  /** When the seller is to be asked again; null when nothing waits for it. */
  nextAt: Date | null;
}

/**
 * Asks sellers about what is due, seller by seller. One worker at a time has a seller's turn. A slow seller holds one
 * slot and nobody else. When a process dies, its turns end with their leases.
 */
export class SellerPoller {
  private readonly turns: SellerTurns<TurnStory>;
  /** Sellers that must not be asked again for some time. What does not fit in a turn waits for that long. */
  private readonly rarelyAsked = new LRUCache<string, true>({ max: MAX_REMEMBERED });
  private readonly refreshedAt = new LRUCache<string, number>({ max: MAX_REMEMBERED });

  private readonly taking: Record<keyof typeof OPERATIONS_IN_TURN, Batcher<SellerRef, PollTurn | null>>;
  private readonly ending: Batcher<SellerRef, Date | null>;

  constructor(private readonly options: SellerPollerOptions) {
    const { pool, owner, leaseSeconds, clock, soonSeconds, log } = options;
    this.turns = new SellerTurns({
      slots: options.concurrency ?? CONCURRENCY,
      large: { ...LARGE_TURNS, fromStart: (seller) => this.rarelyAsked.has(sellerKey(seller)) },
      take: (seller, isLarge) => this.takeTurn(seller, isLarge ? 'large' : 'small'),
      inARow: TURNS_IN_A_ROW,
      limitMs: TURNS_LIMIT_MS,
      log,
      failed: 'asking a seller ended with an error',
    });
    const pace = { gatherMs: TURN_GATHER_MS, betweenMs: BETWEEN_TURNS_MS, most: TURNS_MOST };
    const takingOf = (limit: number): Batcher<SellerRef, PollTurn | null> =>
      new Batcher({
        ...pace,
        name: 'take poll turns',
        run: (sellers) => takePollTurns(pool, sellers, { owner, leaseSeconds, now: clock.now(), soonSeconds, limit }),
      });
    this.taking = { small: takingOf(OPERATIONS_IN_TURN.small), large: takingOf(OPERATIONS_IN_TURN.large) };
    this.ending = new Batcher({
      ...pace,
      name: 'end poll turns',
      run: (sellers) => endPollTurns(pool, sellers, owner),
    });
  }

  get sellersInWork(): number {
    return this.turns.size;
  }

  /** Asks one seller now. One that is being asked gets another turn afterwards. Never throws. */
  async poll(seller: SellerRef): Promise<HintStory> {
    const { results: turns, failed } = await this.turns.work(seller);
    const sum = (of: (turn: TurnStory) => number): number => turns.reduce((total, turn) => total + of(turn), 0);
    return {
      seller: seller.sellerId,
      turns: turns.length,
      asked: sum(({ asked }) => asked),
      answered: sum(({ answered }) => answered),
      changed: sum(({ changed }) => changed),
      next_at: turns.at(-1)?.nextAt?.toISOString() ?? null,
      ...(failed ? { failed } : {}),
    };
  }

  /** As `SellerTurns.sweep`. A seller that was due for long, while there were slots, had lost its hint. */
  async sweep(): Promise<Swept> {
    const { pool, clock } = this.options;
    const hadRoom = this.turns.hasRoom;
    const now = clock.now();
    const dueSince = new Map<SellerRef, Date>();
    const fresh = await this.turns.sweep(async (limit) => {
      const due = await sellersToPoll(pool, now, limit);
      for (const { seller, since, wasHeld } of due) if (!wasHeld) dueSince.set(seller, since);
      return due.map(({ seller }) => seller);
    });
    const isLate = (seller: SellerRef): boolean =>
      now.getTime() - (dueSince.get(seller) ?? now).getTime() > HINTS_COME_WITHIN_MS;
    return { rows: fresh.length, late: hadRoom ? fresh.filter(isLate).length : 0 };
  }

  /** No turn is taken any more. */
  stop(): void {
    this.turns.stop();
  }

  /** Lets the questions under way be answered, and then ends them. Nothing is lost by that: they are asked again. */
  finish(graceMs = GRACE_MS): Promise<void> {
    const onAbort = (): void => {
      this.options.log.warn({ sellers: this.sellersInWork }, 'questions are ended by the shutdown');
    };
    return this.turns.end({ graceMs, abortedMs: AFTER_ABORT_MS, onAbort });
  }

  private async takeTurn(
    seller: SellerRef,
    size: keyof typeof OPERATIONS_IN_TURN,
  ): Promise<{ hasMore: boolean; result: TurnStory }> {
    const turn = await this.taking[size].add(seller);
    if (turn === null) {
      const nextAt = await this.ending.add(seller);
      this.wakeAt(seller, nextAt);
      return { hasMore: false, result: { asked: 0, answered: 0, changed: 0, nextAt } };
    }
    if (turn.isTakenOver) this.options.onTakeover?.(seller);
    return inLeg(
      () => ({
        name: 'poll',
        operations: turn.operations,
        attributes: { 'adcp.seller_id': seller.sellerId, 'adcp.tenant_id': seller.tenantId },
      }),
      () => this.useTurn(seller, turn),
    );
  }

  private async useTurn(seller: SellerRef, turn: PollTurn): Promise<{ hasMore: boolean; result: TurnStory }> {
    const { pool, owner, leaseSeconds, log } = this.options;
    const renewal = setInterval(
      () => {
        renewPollTurn(pool, seller, owner, leaseSeconds).catch((error: unknown) => {
          log.warn({ err: error, seller: seller.sellerId }, 'the turn of a seller could not be kept');
        });
      },
      (leaseSeconds * 1000) / 3,
    );
    const result: TurnStory = { asked: turn.operations.length, answered: 0, changed: 0, nextAt: null };
    let learned = false;
    try {
      const settled = await underTimeLimit(this.turns.signal, TURN_LIMIT_MS, (signal) =>
        this.ask(seller, turn.operations, signal, result),
      );
      if (settled && this.mayRefresh(seller)) await refreshApprovalStatistics(pool, seller);
      learned = true;
    } finally {
      clearInterval(renewal);
      result.nextAt = await this.ending.add(seller);
      // What could not be recorded is still due. Waking now would ask about it again and again without end.
      if (learned) this.wakeAt(seller, result.nextAt);
    }
    return { hasMore: turn.hasMore, result };
  }

  /**
   * Sends a hint for what was not asked about. It may have no hint of its own, because the one that woke us stood for
   * it. This time was just read from the rows, so the hint replaces whatever waits for later.
   * @param askAt null when nothing waits
   */
  private wakeAt({ tenantId, sellerId }: SellerRef, askAt: Date | null): void {
    if (askAt === null) return;
    const { clock, hints } = this.options;
    const at = new Date(Math.max(askAt.getTime(), clock.now().getTime() + AGAIN_MS));
    hints.send([{ kind: 'poll', tenantId, sellerId, at, soonest: true }]);
  }

  /**
   * Recomputes the usual times of a seller that settles all the time at most every ten seconds, not with each answer.
   */
  private mayRefresh(seller: SellerRef): boolean {
    const key = sellerKey(seller);
    const now = Date.now();
    if (now - (this.refreshedAt.get(key) ?? -Infinity) < REFRESH_EVERY_MS) return false;
    this.refreshedAt.set(key, now);
    return true;
  }

  /** @returns whether an approval was among the answers. */
  private async ask(
    seller: SellerRef,
    operations: Learned['operation'][],
    signal: AbortSignal,
    story: TurnStory,
  ): Promise<boolean> {
    let known;
    try {
      known = await this.options.directory.find(seller);
    } catch (error) {
      this.options.log.error({ err: error, seller: seller.sellerId }, 'a seller could not be asked');
      await this.learn(allFailed(operations, error));
      return false;
    }
    if (known.seller.limits.minPollSeconds === null) this.rarelyAsked.delete(sellerKey(seller));
    else this.rarelyAsked.set(sellerKey(seller), true);
    let approved = false;
    await askAbout(known, operations, signal, async (batch) => {
      // A question that the shutdown cut off says nothing about the seller. The row stays due.
      const answered = this.turns.signal.aborted
        ? batch.filter(({ answer }) => answer.finding.kind !== 'ask_failed')
        : batch;
      const observed = await this.learn(answered);
      story.answered += answered.filter(({ answer }) => answer.finding.kind !== 'ask_failed').length;
      const changed = observed.filter(({ decision }) => decision?.verdict === 'transitions');
      story.changed += changed.length;
      for (const { operation } of changed) noteOnSpan('operation changed', () => changeOf(operation));
      approved ||= observed.some(({ operation }) => operation?.settledAt !== null && operation?.pendingSince !== null);
    });
    return approved;
  }

  private async learn(batch: readonly Learned[]): Promise<Observed[]> {
    const receivedAt = this.options.clock.now();
    const observationOf = ({ operation, source, answer }: Learned): Observation => ({
      ...answer,
      tenantId: operation.tenantId,
      operationId: operation.id,
      source,
      receivedAt,
      attempt: attemptOf(operation),
      actor: this.options.owner,
    });
    const observed: Observed[] = [];
    for (let start = 0; start < batch.length; start += LEARNED_AT_ONCE) {
      const together = batch.slice(start, start + LEARNED_AT_ONCE);
      const { ledger } = this.options;
      observed.push(...(await Promise.all(together.map((one) => ledger.observe(observationOf(one), one.operation)))));
    }
    return observed;
  }
}

function changeOf(operation: Operation | null): Record<string, string> {
  if (operation === null) return {};
  return { 'adcp.operation_id': operation.id, 'adcp.operation_status': operation.status };
}
