import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';

/** The channel on which processes tell of new events. The payload is the tenant, or `EVERY_TENANT`. */
export const EVENT_CHANNEL = 'adcp_events';
export const EVERY_TENANT = '*';

const GATHER_MS = 2;
/** Under load, signals are at least this far apart. */
const BETWEEN_MS = 20;
/** Of more tenants than this, readers are told to look at all. */
const MOST_TENANTS = 200;

/**
 * Tells the readers of streams that a tenant has new events. A hint: the rows are the truth, and readers look at them
 * every few seconds anyway. It follows the commit in a statement of its own, because a transaction that notifies holds
 * a lock of the whole server while it commits: the gate's commits would wait for each other.
 */
export class EventSignal {
  private readonly waiting = new Set<string>();
  private sending: Promise<void> | null = null;

  constructor(
    private readonly pool: Pick<Pool, 'query'>,
    private readonly onFailed: (error: unknown) => void,
  ) {}

  /** Returns at once and never throws. */
  tell(tenantId: string): void {
    if (this.waiting.size >= MOST_TENANTS) this.waiting.add(EVERY_TENANT);
    else this.waiting.add(tenantId);
    this.sending ??= this.sendAll().finally(() => {
      this.sending = null;
    });
  }

  /** Resolves when everything that was told has been sent, or given up. */
  async settle(): Promise<void> {
    await this.sending;
  }

  private async sendAll(): Promise<void> {
    await sleep(GATHER_MS);
    while (this.waiting.size > 0) {
      const tenants = this.waiting.has(EVERY_TENANT) ? [EVERY_TENANT] : [...this.waiting];
      this.waiting.clear();
      try {
        await this.pool.query({
          name: 'events-signal',
          text: 'SELECT pg_notify($1, t) FROM unnest($2::text[]) AS t',
          values: [EVENT_CHANNEL, tenants],
        });
      } catch (error) {
        this.onFailed(error);
      }
      await sleep(BETWEEN_MS);
    }
  }
}
