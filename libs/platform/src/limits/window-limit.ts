import { LRUCache } from 'lru-cache';
import { type RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible';
import type { Log } from '../logging/create-logger';
import type { RateStore } from './rate-store';

export interface WindowLimitOptions {
  store: RateStore;
  log: Pick<Log, 'warn'>;
  /** How often something may happen to one name in a window. */
  times: number;
  seconds: number;
  monotonicMs?: () => number;
}

interface Window {
  taken: number;
  until: number;
}

/** Most names in memory. The one unused for longest is forgotten first; the store still knows it. */
const MAX_NAMES = 20_000;

/**
 * A limit for what happens seldom, over all replicas: each time costs a call of the store. While the store is away each
 * process counts alone.
 */
export class WindowLimit {
  private readonly own = new LRUCache<string, Window>({ max: MAX_NAMES });
  private readonly shared: RateLimiterAbstract;
  private readonly monotonicMs: () => number;

  constructor(private readonly options: WindowLimitOptions) {
    this.shared = options.store.counter(options.times, options.seconds);
    this.monotonicMs = options.monotonicMs ?? (() => performance.now());
  }

  /** Counts one. @returns null when it is within the limit; else the seconds until the window is over, at least 1 */
  async take(name: string): Promise<number | null> {
    const { times, seconds, log } = this.options;
    const now = this.monotonicMs();
    const known = this.own.get(name);
    const window = known !== undefined && now < known.until ? known : { taken: 0, until: now + seconds * 1_000 };
    this.own.set(name, window);
    if (window.taken >= times) return secondsUntil(window.until, now);
    window.taken += 1;
    try {
      await this.shared.consume(name);
      return null;
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) {
        window.taken = times;
        window.until = now + refusal.msBeforeNext;
        return secondsUntil(window.until, now);
      }
      log.warn({ err: refusal }, 'the store of a limit is away; this process counts alone');
      return null;
    }
  }
}

function secondsUntil(until: number, now: number): number {
  return Math.max(1, Math.ceil((until - now) / 1_000));
}
