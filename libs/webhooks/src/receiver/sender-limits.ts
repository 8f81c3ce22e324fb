import type { Clock, Seller } from '@adcp-orchestrator/domain';

/** AdCP calls 275 webhooks a second from one signer a fault or a stolen key. This allows a little more, for a burst. */
export const DEFAULT_SENDER_LIMIT: SenderLimit = { requests: 3_000, seconds: 10 };

/** Most sellers counted at once; windows that are over are dropped first. */
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
 * Bounds what one seller's webhooks may cost this process, so that a flood does not keep the others out. A seller's own URL
 * is a secret, so there each webhook counts before it is verified. On the bare route only verified ones count. Only known
 * sellers are counted: their number bounds the memory.
 */
export class SenderLimits {
  private readonly windows = new Map<string, Window>();

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
    this.windows.delete(key);
    this.makeRoom(now);
    const opened = { endsAt: now + this.limit.seconds * 1000, requests: 0 };
    this.windows.set(key, opened);
    return opened;
  }

  /** All windows last equally long, so the map has them in the order in which they end. */
  private makeRoom(now: number): void {
    for (const [key, { endsAt }] of this.windows) {
      if (endsAt > now && this.windows.size < MAX_COUNTED) return;
      this.windows.delete(key);
    }
  }
}
