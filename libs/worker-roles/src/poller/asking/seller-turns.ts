import { type SellerRef, sellerKey } from '@adcp-orchestrator/domain';
import type { Log } from '@adcp-orchestrator/platform';
import { type EndOptions, InFlight } from '@adcp-orchestrator/queues';
import { RefusedStatements } from './refused-statements';

export interface SellerTurnsOptions<T> {
  /** Sellers that are worked on at the same time. */
  slots: number;
  /**
   * How many turns may be large at the same time, and how soon a seller must be through with a turn to get a large one
   * next. A slow seller goes on in small turns, so that it keeps no large one from the others. Absent: none is large.
   */
  large?: {
    atOnce: number;
    withinMs: number;
    /** Whether already the first turn of a seller must be large, because there may be no second one for long. */
    fromStart: (seller: SellerRef) => boolean;
  };
  /** Takes one turn of a seller. @returns what came of it, and whether more is due already */
  take: (seller: SellerRef, isLarge: boolean) => Promise<{ hasMore: boolean; result: T }>;
  /**
   * Most turns of one seller in a row while no other waits. What is left waits for the next hint or sweep.
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

/** A seller in line. Its first turn is mostly small: only then is it known how much is due. */
interface Waiting {
  seller: SellerRef;
  isLarge: boolean;
}

/** A sweep takes so many times as many sellers as there are slots. Those without a slot wait in line. */
const IN_SWEEP = 4;

/**
 * The turns of sellers in this process. Each seller has one turn after the other, and a bounded number of sellers have
 * turns at the same time. Sellers that wait are served in line. One with more to do joins its end after each turn, and
 * gives up its slot meanwhile. So every seller is asked soon, however much is due at the others. A slow seller holds one
 * slot, and nobody else.
 */
export class SellerTurns<T> {
  private readonly running = new Map<string, Promise<TakenTurns<T>>>();
  /** Those of the running sellers whose turn is large. */
  private readonly large = new Set<string>();
  /** The first in line first. */
  private readonly line = new Map<string, Waiting>();
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

  /** Whether a seller that is due need not wait for others. */
  get hasRoom(): boolean {
    return this.inFlight.free > 0 && this.line.size === 0;
  }

  /** Aborts when the turns that run must end. */
  get signal(): AbortSignal {
    return this.inFlight.signal;
  }

  /**
   * Works on one seller now. One that is being worked on gets another turn afterwards. Never throws.
   * @returns what came of its turns; none when it waits in line, or every slot is taken, and then the sweep finds the rows
   */
  work(seller: SellerRef): Promise<TakenTurns<T>> {
    const key = sellerKey(seller);
    const running = this.running.get(key);
    if (running !== undefined) {
      this.again.add(key);
      return running;
    }
    if (this.stopped || this.inFlight.free <= 0 || this.line.has(key)) {
      return Promise.resolve({ results: [], failed: false });
    }
    const waiting = this.first(seller);
    if (!waiting.isLarge || this.mayBeLarge(key)) return this.begin(waiting, key);
    this.line.set(key, waiting);
    return Promise.resolve({ results: [], failed: false });
  }

  /**
   * Starts the turns of sellers that have something due, and puts those without a slot in line. Does not wait for them.
   * @param dueSellers those that have waited longest first, at most `limit`
   * @returns those that were started or put in line
   * @throws DatabaseError when Postgres refused the statements of a turn since the last sweep
   */
  async sweep(dueSellers: (limit: number) => Promise<readonly SellerRef[]>): Promise<readonly SellerRef[]> {
    const { slots } = this.options;
    if (this.stopped || this.line.size >= IN_SWEEP * slots) return [];
    const due = await dueSellers(IN_SWEEP * slots);
    const fresh = due.filter((seller) => !this.running.has(sellerKey(seller)) && !this.line.has(sellerKey(seller)));
    for (const seller of fresh) this.line.set(sellerKey(seller), this.first(seller));
    this.serveLine();
    this.refused.throwLast();
    return fresh;
  }

  /** No turn is begun any more. */
  stop(): void {
    this.stopped = true;
    this.line.clear();
  }

  /** As `InFlight.end`. */
  end(options: EndOptions): Promise<void> {
    return this.inFlight.end(options);
  }

  private first(seller: SellerRef): Waiting {
    return { seller, isLarge: this.options.large?.fromStart(seller) ?? false };
  }

  private begin({ seller, isLarge }: Waiting, key: string): Promise<TakenTurns<T>> {
    if (isLarge) this.large.add(key);
    const turns = this.takeTurns(seller, key);
    this.running.set(key, turns);
    this.inFlight.run(
      key,
      () => turns.then(() => undefined),
      () => {
        this.running.delete(key);
        this.again.delete(key);
        this.large.delete(key);
        this.serveLine();
      },
    );
    return turns;
  }

  private async takeTurns(seller: SellerRef, key: string): Promise<TakenTurns<T>> {
    const { inARow, limitMs = Infinity, log, failed, take, large } = this.options;
    const until = Date.now() + limitMs;
    const results: T[] = [];
    try {
      while (results.length < inARow && !this.stopped && Date.now() < until) {
        const begunAt = Date.now();
        const { hasMore, result } = await take(seller, this.large.has(key));
        results.push(result);
        if (!hasMore && !this.again.has(key)) break;
        this.again.delete(key);
        const isLarge = hasMore && large !== undefined && Date.now() - begunAt <= large.withinMs;
        if (this.line.size > 0 || (isLarge && !this.mayBeLarge(key))) {
          this.line.set(key, { seller, isLarge });
          break;
        }
        if (isLarge) this.large.add(key);
        else this.large.delete(key);
      }
      return { results, failed: false };
    } catch (error) {
      this.refused.note(error);
      log.error({ err: error, seller: seller.sellerId }, failed);
      return { results, failed: true };
    }
  }

  private mayBeLarge(key: string): boolean {
    return this.large.has(key) || this.large.size < (this.options.large?.atOnce ?? 0);
  }

  /** Those that wait for a large turn let the others pass. */
  private serveLine(): void {
    for (const [key, waiting] of this.line) {
      if (this.stopped || this.inFlight.free <= 0) return;
      if (this.running.has(key) || (waiting.isLarge && !this.mayBeLarge(key))) continue;
      this.line.delete(key);
      void this.begin(waiting, key);
    }
  }
}
