import { LRUCache } from 'lru-cache';
import { type RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible';
import type { Log } from '../logging/create-logger';
import { within } from '../timing/within';
import type { RateStore } from './rate-store';

/** What became of one request. */
export interface Taken {
  allowed: boolean;
  /** About how many are left in this second, over all replicas. */
  remaining: number;
  /** When the next second of the limit begins, in milliseconds from now. */
  resetMs: number;
}

export interface SharedRatesOptions {
  store: RateStore;
  log: Pick<Log, 'warn'>;
  /** Called when the store did not answer. */
  onAway?: () => void;
  monotonicMs?: () => number;
}

const WINDOW_MS = 1_000;
const STORE_LIMIT_MS = 1_000;
/** For how long the store is left alone after it failed. */
const STORE_PAUSE_MS = 5_000;
/** A replica takes this part of a limit from the store at once. */
const BATCHES = 50;
/** From this size on, the next batch is fetched before the last is used up, so that no request waits for it. */
const FETCHED_AHEAD = 10;
const MAX_REMEMBERED = 20_000;
/** A request that finds batches used up by others this often is refused. */
const MAX_ROUNDS = 100;

/** One second of one limit, as this replica knows it. */
interface Window {
  perSecond: number;
  batch: number;
  until: number;
  /** Requests that passed before the store was asked. */
  owed: number;
  asked: boolean;
  /** Taken from the store and not used. */
  left: number;
  /** What the store had left after the last batch. */
  elsewhere: number;
  /** Whether the store has no more in this second. */
  dry: boolean;
  asking: Promise<void> | null;
}

/**
 * Limits per second that all replicas share, at almost no cost. A replica takes a fiftieth of a limit from the store at
 * once. The first fiftieth of each second passes without asking and is told with the first batch: a key with less
 * traffic than that never costs a round trip. So replicas together may exceed a limit by a fiftieth each. While the
 * store is away, everything passes.
 */
export class SharedRates {
  private readonly windows = new LRUCache<string, Window>({ max: MAX_REMEMBERED });
  private readonly counters = new LRUCache<number, RateLimiterAbstract>({ max: 1_000 });
  private readonly monotonicMs: () => number;
  private awayUntil = -Infinity;

  constructor(private readonly options: SharedRatesOptions) {
    this.monotonicMs = options.monotonicMs ?? (() => performance.now());
  }

  /**
   * Takes one from a limit.
   * @param key names what is limited
   * @param perSecond a whole number, at least 1
   */
  async take(key: string, perSecond: number): Promise<Taken> {
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const now = this.monotonicMs();
      const window = this.windowOf(key, perSecond, now);
      if (window.left > 0) {
        window.left -= 1;
        const isLow = window.batch >= FETCHED_AHEAD && window.left * 2 <= window.batch;
        if (isLow && !window.dry && now >= this.awayUntil) void this.fetch(key, window);
        return taken(window, true, now);
      }
      if (window.dry) return taken(window, false, now);
      if (now < this.awayUntil) return taken(window, true, now);
      if (!window.asked && window.owed < window.batch) {
        window.owed += 1;
        if (window.owed === window.batch) void this.fetch(key, window);
        return taken(window, true, now);
      }
      await this.fetch(key, window);
    }
    return { allowed: false, remaining: 0, resetMs: WINDOW_MS };
  }

  private windowOf(key: string, perSecond: number, now: number): Window {
    const known = this.windows.get(key);
    if (known?.perSecond === perSecond && now < known.until) return known;
    const batch = Math.max(1, Math.floor(perSecond / BATCHES));
    const fresh: Window = {
      perSecond,
      batch,
      until: now + WINDOW_MS,
      owed: 0,
      asked: false,
      left: 0,
      elsewhere: perSecond,
      dry: false,
      asking: null,
    };
    this.windows.set(key, fresh);
    return fresh;
  }

  /** Takes the next batch from the store, once for all who wait. It never rejects. */
  private fetch(key: string, window: Window): Promise<void> {
    window.asking ??= this.ask(key, window).finally(() => {
      window.asking = null;
    });
    return window.asking;
  }

  private async ask(key: string, window: Window): Promise<void> {
    const owed = window.asked ? 0 : window.owed;
    window.asked = true;
    const points = owed + window.batch;
    try {
      const counter = this.counterOf(window.perSecond);
      const answer = await within(consumed(counter, key, points), STORE_LIMIT_MS, 'asking the store of request limits');
      const before = answer.consumedPoints - points;
      const granted = Math.min(points, Math.max(0, window.perSecond - before));
      window.left += Math.max(0, granted - owed);
      window.elsewhere = Math.max(0, window.perSecond - answer.consumedPoints);
      window.dry = granted < points;
      // The second of all replicas began with the first of them.
      window.until = Math.min(window.until, this.monotonicMs() + Math.max(1, answer.msBeforeNext));
    } catch (error) {
      this.awayUntil = this.monotonicMs() + STORE_PAUSE_MS;
      this.options.onAway?.();
      this.options.log.warn({ err: error }, 'the store of request limits is away; requests pass uncounted meanwhile');
    }
  }

  private counterOf(perSecond: number): RateLimiterAbstract {
    const known = this.counters.get(perSecond);
    if (known !== undefined) return known;
    const counter = this.options.store.counter(perSecond, WINDOW_MS / 1_000);
    this.counters.set(perSecond, counter);
    return counter;
  }
}

function taken(window: Window, allowed: boolean, now: number): Taken {
  const remaining = window.asked ? window.elsewhere + window.left : window.perSecond - window.owed;
  return { allowed, remaining: allowed ? remaining : 0, resetMs: Math.max(1, window.until - now) };
}

/** A refusal of the limiter is an answer here: it tells the same. */
async function consumed(counter: RateLimiterAbstract, key: string, points: number): Promise<RateLimiterRes> {
  try {
    return await counter.consume(key, points);
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return refusal;
    throw refusal;
  }
}
