import type { Pool } from 'pg';
import {
  type BuyAnswer,
  type Clock,
  MediaBuyStatus,
  type Observation,
  type Timings,
  type SellerRef,
} from '@adcp-orchestrator/domain';
import {
  type BuyToFollow,
  type Ledger,
  endFollowTurn,
  recordBuys,
  sellersToFollow,
  takeFollowTurn,
} from '@adcp-orchestrator/ledger';
import { type Log, inLeg, underTimeLimit } from '@adcp-orchestrator/platform';
import type { SellerDirectory } from '@adcp-orchestrator/sellers';
import { SellerTurns } from '../asking/seller-turns';
import { recordOf } from './buy-record';

export interface BuyFollowerOptions {
  pool: Pool;
  ledger: Pick<Ledger, 'observeMany'>;
  directory: Pick<SellerDirectory, 'find'>;
  clock: Clock;
  log: Log;
  /** The name under which this process holds the sellers' turns. */
  owner: string;
  timings: Pick<Timings, 'lateWatchSeconds'>;
  /** In [0, 1). Spreads the questions; `Math.random` outside tests. */
  chance?: () => number;
}

const SELLERS_AT_ONCE = 8;
const BUYS_IN_TURN = 200;
/** Turns of one seller in a row. The next sweep goes on. */
const TURNS_IN_A_ROW = 10;
const TURN_LIMIT_MS = 60_000;
/** Longer than a turn may take. The turn of a process that died ends with this lease. */
const LEASE_SECONDS = 120;
/**
 * What falls due within this part of the late watch's interval is asked about as well, so that a seller's buys stay
 * together.
 */
const SOON_SHARE = 12;
const AFTER_ABORT_MS = 5_000;

/**
 * Follows media buys after they were booked: at a low rate, seller by seller, in as few calls as the dialect allows
 * (guide, Example Orchestrator Flow). That a buy delivers goes through the gate to its operation. The rest is the buy's
 * own state. A slow seller holds up nobody else, and no poll of an operation.
 */
export class BuyFollower {
  private readonly turns: SellerTurns<void>;

  constructor(private readonly options: BuyFollowerOptions) {
    this.turns = new SellerTurns({
      slots: SELLERS_AT_ONCE,
      take: async (seller) => ({ hasMore: await this.takeTurn(seller), result: undefined }),
      inARow: TURNS_IN_A_ROW,
      log: options.log,
      failed: 'following media buys ended with an error',
    });
  }

  /** As `SellerTurns.sweep`. */
  async sweep(): Promise<number> {
    const { pool, clock } = this.options;
    return (await this.turns.sweep((limit) => sellersToFollow(pool, clock.now(), limit))).length;
  }

  /** Asks one seller about its buys that are due. Never throws. */
  async follow(seller: SellerRef): Promise<void> {
    await this.turns.work(seller);
  }

  stop(): void {
    this.turns.stop();
  }

  /** Ends the questions under way. Nothing is lost by that: they are asked again. */
  finish(): Promise<void> {
    return this.turns.end({ graceMs: 0, abortedMs: AFTER_ABORT_MS });
  }

  /** @returns whether more is due already */
  private async takeTurn(seller: SellerRef): Promise<boolean> {
    const { pool, owner, clock, timings } = this.options;
    const turn = await takeFollowTurn(pool, seller, {
      owner,
      leaseSeconds: LEASE_SECONDS,
      now: clock.now(),
      soonSeconds: timings.lateWatchSeconds / SOON_SHARE,
      limit: BUYS_IN_TURN,
    });
    if (turn === null) return false;
    try {
      return await inLeg(
        () => ({
          name: 'follow',
          operations: turn.buys.map(({ operation }) => operation),
          attributes: { 'adcp.seller_id': seller.sellerId, 'adcp.tenant_id': seller.tenantId },
        }),
        async () => {
          const answers = await this.ask(seller, turn.buys);
          if (this.turns.signal.aborted) return false;
          await this.learn(seller, turn.buys, answers);
          return turn.hasMore;
        },
      );
    } finally {
      await endFollowTurn(pool, seller, owner);
    }
  }

  private async ask(seller: SellerRef, buys: readonly BuyToFollow[]): Promise<Map<string, BuyAnswer>> {
    const wanted = buys.map(({ mediaBuyId, operation }) => ({ mediaBuyId, account: operation.account }));
    try {
      return await underTimeLimit(this.turns.signal, TURN_LIMIT_MS, async (signal) => {
        const known = await this.options.directory.find(seller);
        return known.dialect.followBuys(known.seller, wanted, signal);
      });
    } catch (error) {
      this.options.log.warn(
        { err: error, seller: seller.sellerId },
        'a seller could not be asked about its media buys',
      );
      return new Map();
    }
  }

  /**
   * Tells the gate first. If the process dies in between, that costs one more question, and the operation misses
   * nothing.
   */
  private async learn(
    seller: SellerRef,
    buys: readonly BuyToFollow[],
    answers: ReadonlyMap<string, BuyAnswer>,
  ): Promise<void> {
    const { pool, ledger, clock, timings, chance = Math.random, log } = this.options;
    const now = clock.now();
    const delivering = buys.filter(({ mediaBuyId, operation }) => {
      const answer = answers.get(mediaBuyId);
      return answer?.kind === 'shown' && answer.status === MediaBuyStatus.active && operation.status === 'created';
    });
    await ledger.observeMany(delivering.flatMap((buy) => this.deliveryOf(buy, now)));
    const records = buys.map((buy) => recordOf(buy, answers.get(buy.mediaBuyId), { now, chance: chance(), timings }));
    await recordBuys(pool, seller, records, now);
    for (const [mediaBuyId, answer] of answers) {
      if (answer.kind === 'shown' && answer.status === null) {
        log.warn(
          { seller: seller.sellerId, mediaBuyId, word: answer.sellerStatus },
          'a media buy has a word no table knows',
        );
      }
    }
  }

  /** The known outcome once more, now with delivery: `created` becomes `active`. */
  private deliveryOf({ operation }: BuyToFollow, receivedAt: Date): Observation[] {
    const { outcome, outcomeFingerprint } = operation;
    if (outcome === null) return [];
    const fingerprint = outcomeFingerprint === null ? {} : { fingerprint: outcomeFingerprint };
    return [
      {
        tenantId: operation.tenantId,
        operationId: operation.id,
        source: 'poll',
        receivedAt,
        actor: this.options.owner,
        sellerStatus: 'active',
        finding: { kind: 'settled', outcome, delivering: true, ...fingerprint },
      },
    ];
  }
}
