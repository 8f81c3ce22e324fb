import { LRUCache } from 'lru-cache';
import type { Clock, Seller } from '@adcp-orchestrator/domain';

/** AdCP calls 275 webhooks a second from one signer a fault or a stolen key. This allows a little more, for a burst. */
export const DEFAULT_SENDER_LIMIT: SenderLimit = { requests: 3_000, seconds: 10 };

/** Most sellers counted at once; the one that was silent for longest is dropped first. */
const MAX_COUNTED = 10_000;

/** Most webhooks of one seller within one window, in one process. */
export interface SenderLimit {
  requests: number;
  seconds: number;
}

interface Window {
  endsAt: number;
  requests: number;
}

/**
 * Bounds what one seller's webhooks may cost this process, so that a flood does not keep the others out. A seller's own
 * URL is a secret, so there each webhook counts before it is verified. On the bare route only verified webhooks count.
 * Only known sellers are counted, which bounds the memory.
 */
export class SenderLimits {
  private readonly windows = new LRUCache<string, Window>({ max: MAX_COUNTED });

  constructor(
    private readonly clock: Clock,
    private readonly limit: SenderLimit = DEFAULT_SENDER_LIMIT,
  ) {}

  /** @returns null when this one may pass; otherwise the seconds until the next one may */
  take(seller: Pick<Seller, 'tenantId' | 'id'>): number | null {
    const now = this.clock.now().getTime();
    const window = this.window(`${seller.tenantId}/${seller.id}`, now);
    if (window.requests >= this.limit.requests) return Math.ceil((window.endsAt - now) / 1000);
    window.requests += 1;
    return null;
  }

  private window(key: string, now: number): Window {
    const known = this.windows.get(key);
    if (known !== undefined && now < known.endsAt) return known;
    const opened = { endsAt: now + this.limit.seconds * 1000, requests: 0 };
    this.windows.set(key, opened);
    return opened;
  }
}
