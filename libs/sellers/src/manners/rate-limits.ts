import { setTimeout as sleep } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Seller } from '@adcp-orchestrator/domain';
import { type Log, type RateStore, within } from '@adcp-orchestrator/platform';

export interface RateLimitsOptions {
  store: RateStore;
  log: Log;
}

const STORE_LIMIT_MS = 1_000;
/** For how long the store is left alone after it failed. */
const STORE_PAUSE_MS = 5_000;
/**
 * While the store is away, each process takes this part of the rate. So up to four replicas together stay within it.
 */
const REPLICAS_ASSUMED = 4;
/** The longest that a call is put off. What would wait longer asks again then. */
const MAX_WAIT_MS = 600_000;
const MIN_WAIT_MS = 10;
/** At most this late, a waiting call notices that its caller has given up. */
const LOOK_UP_MS = 500;
const MAX_REMEMBERED = 10_000;

interface Limiters {
  shared: RateLimiterAbstract;
  own: RateLimiterAbstract;
}

/**
 * The sellers' `limits.requests_per_second`, counted over all replicas. A call over the limit gets a place in this
 * process's queue for its seller. So a backlog is spread over the time that it needs, instead of asking again all at
 * once. While the store is away, the work goes on at a quarter of the rate in each process.
 */
export class RateLimits {
  private readonly limiters = new LRUCache<string, Limiters>({ max: MAX_REMEMBERED });
  /** When the next place in a seller's queue is free. */
  private readonly places = new LRUCache<string, number>({ max: MAX_REMEMBERED });
  private awayUntil = 0;

  constructor(private readonly options: RateLimitsOptions) {}

  /**
   * Takes one call from the seller's rate. Waits for its place if that comes soon enough.
   * @param patienceMs the longest wait
   * @returns 0 when the call may be made; otherwise after how many seconds to try again
   */
  async take(seller: Seller, patienceMs: number, signal: AbortSignal): Promise<number> {
    const rate = seller.limits.requestsPerSecond;
    if (rate === null) return 0;
    const until = Date.now() + patienceMs;
    for (;;) {
      const busyMs = await this.consume(seller, rate);
      if (busyMs === 0) return 0;
      const waitMs = this.place(seller, rate, busyMs);
      if (signal.aborted || Date.now() + waitMs > until) return waitMs / 1000;
      const goesOn = await slept(waitMs, signal);
      if (!goesOn) return waitMs / 1000;
    }
  }

  /** @returns 0, or the milliseconds until calls are left again */
  private async consume(seller: Seller, rate: number): Promise<number> {
    const key = keyOf(seller);
    const { shared, own } = this.limiterOf(rate);
    if (Date.now() >= this.awayUntil) {
      try {
        return await consumed(within(shared.consume(key), STORE_LIMIT_MS, 'asking the store of the rate limits'));
      } catch (error) {
        this.awayUntil = Date.now() + STORE_PAUSE_MS;
        this.options.log.warn(
          { err: error, seller: seller.id },
          'the store of the rate limits is away; each process keeps to a quarter of the rate',
        );
      }
    }
    return consumed(own.consume(key));
  }

  private place(seller: Seller, rate: number, busyMs: number): number {
    const key = keyOf(seller);
    const now = Date.now();
    const at = Math.min(Math.max(now + busyMs, this.places.get(key) ?? 0), now + MAX_WAIT_MS);
    this.places.set(key, at + 1000 / rate);
    return Math.max(MIN_WAIT_MS, at - now);
  }

  private limiterOf(rate: number): Limiters {
    // Redis counts whole calls in whole seconds, so 0.3 per second becomes one call in four seconds.
    const points = Math.max(1, Math.floor(rate));
    const seconds = rate >= 1 ? 1 : Math.ceil(1 / rate);
    const key = `${points}/${seconds}`;
    let known = this.limiters.get(key);
    if (known === undefined) {
      known = {
        shared: this.options.store.limiter(points, seconds),
        own: new RateLimiterMemory({ points: 1, duration: (seconds * REPLICAS_ASSUMED) / points }),
      };
      this.limiters.set(key, known);
    }
    return known;
  }
}

/**
 * Waits without a listener on the signal: very many calls may wait under one signal.
 * @returns false when the caller has given up
 */
async function slept(ms: number, signal: AbortSignal): Promise<boolean> {
  const until = Date.now() + ms;
  for (let left = ms; left > 0 && !signal.aborted; left = until - Date.now()) await sleep(Math.min(left, LOOK_UP_MS));
  return !signal.aborted;
}

/**
 * @returns 0, or the milliseconds until calls are left again
 * @throws everything that is not the limiter's own refusal
 */
async function consumed(consuming: Promise<RateLimiterRes>): Promise<number> {
  try {
    await consuming;
    return 0;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return Math.max(1, refusal.msBeforeNext);
    throw refusal;
  }
}

function keyOf({ tenantId, id }: Seller): string {
  return `${tenantId}/${id}`;
}
