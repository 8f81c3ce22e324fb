import { type SellerRef, sellerKey } from '@adcp-orchestrator/domain';
import type { Log } from '@adcp-orchestrator/platform';
import { type EndOptions, InFlight } from '@adcp-orchestrator/queues';
import { RefusedStatements } from './refused-statements';

export interface SellerTurnsOptions<T> {
  /** Sellers that are worked on at the same time. */
  slots: number;
  /** Takes one turn of a seller. @returns what came of it, and whether more is due already */
  take: (seller: SellerRef) => Promise<{ hasMore: boolean; result: T }>;
  /**
   * Most turns of one seller in a row. What is left waits for the next hint or sweep, so that others get their share.
   */
  inARow: number;
  /** No further turn of a seller begins after this, in milliseconds. */
  limitMs?: number;
  log: Log;
  /** The log line for a seller whose turns ended with an error. */
  failed: string;
}

/** What came of a seller's turns, in order. The last turn may have ended with an error instead. */
export interface TakenTurns<T> {
  results: readonly T[];
  failed: boolean;
}

/**
 * The turns of sellers in this process. Each seller has one turn after the other, and a bounded number of sellers have
 * turns at the same time. A slow seller holds one slot, and nobody else.
 */
export class SellerTurns<T> {
  private readonly running = new Map<string, Promise<TakenTurns<T>>>();
  /** Sellers that were woken while their turn ran. That turn may have read too early. */
  private readonly again = new Set<string>();
  private readonly refused = new RefusedStatements();
  private readonly inFlight: InFlight;
  private stopped = false;

  constructor(private readonly options: SellerTurnsOptions<T>) {
    this.inFlight = new InFlight(options.slots);
  }

  get size(): number {
    return this.inFlight.size;
  }

  /** Aborts when the turns that run must end. */
  get signal(): AbortSignal {
    return this.inFlight.signal;
  }

  /**
   * Works on one seller now. One that is being worked on gets another turn afterwards. Never throws.
   * @returns what came of its turns; none when every slot is taken, and then the sweep finds the rows
   */
  work(seller: SellerRef): Promise<TakenTurns<T>> {
    const key = sellerKey(seller);
    const running = this.running.get(key);
    if (running !== undefined) {
      this.again.add(key);
      return running;
    }
    if (this.stopped || this.inFlight.free <= 0) return Promise.resolve({ results: [], failed: false });
    const turns = this.takeTurns(seller, key);
    this.running.set(key, turns);
    this.inFlight.run(
      key,
      () => turns.then(() => undefined),
      () => {
        this.running.delete(key);
        this.again.delete(key);
      },
    );
    return turns;
  }

  /**
   * Starts the turns of sellers that have something due. Does not wait for them.
   * @param dueSellers those that have waited longest first, at most `limit`
   * @returns how many were started
   * @throws DatabaseError when Postgres refused the statements of a turn since the last sweep
   */
  async sweep(dueSellers: (limit: number) => Promise<readonly SellerRef[]>): Promise<number> {
    const free = this.inFlight.free;
    if (this.stopped || free <= 0) return 0;
    const due = await dueSellers(this.options.slots);
    const fresh = due.filter((seller) => !this.running.has(sellerKey(seller))).slice(0, free);
    for (const seller of fresh) void this.work(seller);
    this.refused.throwLast();
    return fresh.length;
  }

  /** No turn is begun any more. */
  stop(): void {
    this.stopped = true;
  }

  /** As `InFlight.end`. */
  end(options: EndOptions): Promise<void> {
    return this.inFlight.end(options);
  }

  private async takeTurns(seller: SellerRef, key: string): Promise<TakenTurns<T>> {
    const { inARow, limitMs = Infinity, log, failed, take } = this.options;
    const until = Date.now() + limitMs;
    const results: T[] = [];
    try {
      for (let more = true; more && results.length < inARow && !this.stopped && Date.now() < until;) {
        const { hasMore, result } = await take(seller);
        results.push(result);
        more = this.again.delete(key) || hasMore;
      }
      return { results, failed: false };
    } catch (error) {
      this.refused.note(error);
      log.error({ err: error, seller: seller.sellerId }, failed);
      return { results, failed: true };
    }
  }
}
