import type { Clock, Seller } from '@adcp-orchestrator/domain';

/** AdCP takes 275 webhooks a second from one signer for a fault or a stolen key; this is a little more, with a burst. */
export const DEFAULT_SENDER_LIMIT: SenderLimit = { requests: 3_000, seconds: 10 };

/** Sellers that are counted at the same time; windows that are over are forgotten first. */
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
 * Bounds what one seller's webhooks may cost this process: one that floods does not keep the others out. At a seller's own
 * URL, which is a secret, each counts before it is verified; on the bare route only what is verified. Only known sellers
 * are counted, so that the memory is bounded by them.
 */
export class SenderLimits {
  private readonly windows = new Map<string, Window>();

  constructor(
    private readonly clock: Clock,
    private readonly limit: SenderLimit = DEFAULT_SENDER_LIMIT,
  ) {}

  /** @returns null when this one may pass; else the seconds after which the next one may */
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

  /** Windows stand in the order in which they end, as all of them last equally long. */
  private makeRoom(now: number): void {
    for (const [key, { endsAt }] of this.windows) {
      if (endsAt > now && this.windows.size < MAX_COUNTED) return;
      this.windows.delete(key);
    }
  }
}
