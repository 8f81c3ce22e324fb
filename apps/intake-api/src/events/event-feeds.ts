import type { Pool } from 'pg';
import { EVERY_TENANT, readEvents } from '@adcp-orchestrator/ledger';
import { type Log, asTenant } from '@adcp-orchestrator/platform';
import { TenantPlaces } from '../limits/tenant-places';
import type { EventListener } from './event-listener';
import { type ReadEvents, TenantFeed } from './tenant-feed';

/**
 * Reads at the same time: streams leave most connections of the pool to requests, and a tenant whose rows are slow to read
 * leaves connections to the streams of others. More may wait than there can be streams and feeds: none is turned away.
 */
const READING = { ofTenant: 2, all: 6, waiting: 20_000, waitMs: null };
/** How often the rows are looked at while no news is heard. */
const DEAF_LOOK_MS = 1_000;

/** Something that follows a tenant's feed. */
export interface Follower {
  feed(): void;
}

interface Followed {
  feed: TenantFeed;
  followers: Set<Follower>;
  /** Those who wait until it is open. */
  joining: number;
  opened: Promise<void>;
}

/** The feeds of the tenants that somebody follows on this process. */
export class EventFeeds {
  private readonly followed = new Map<string, Followed>();
  private readonly reading = new TenantPlaces(READING);
  private lookedAtMs = 0;
  /** One warning for a fault that lasts, not one for each feed and second. */
  private isFailing = false;

  constructor(
    private readonly pool: Pool,
    private readonly log: Log,
    private readonly lookEveryMs: number,
  ) {}

  readerOf(tenantId: string): ReadEvents {
    return (after, limit, operationId) =>
      this.reading.run(tenantId, async () => {
        const found = await asTenant(tenantId, () => readEvents(this.pool, tenantId, { after, limit, operationId }));
        this.isFailing = false;
        return found;
      });
  }

  /**
   * @returns the tenant's feed, which is open until the last follower leaves
   * @throws the database's error when it cannot be read
   */
  async join<T extends Follower>(tenantId: string, follow: (feed: TenantFeed) => T): Promise<T> {
    const followed = this.followed.get(tenantId) ?? this.begin(tenantId);
    followed.joining += 1;
    try {
      await followed.opened;
      const follower = follow(followed.feed);
      followed.followers.add(follower);
      return follower;
    } finally {
      followed.joining -= 1;
      this.dropIfLeft(tenantId, followed);
    }
  }

  leave(tenantId: string, follower: Follower): void {
    const followed = this.followed.get(tenantId);
    if (followed === undefined) return;
    followed.followers.delete(follower);
    this.dropIfLeft(tenantId, followed);
  }

  /** @param tenantId whose events there is news of; `EVERY_TENANT`: perhaps of all */
  news(tenantId: string): void {
    if (tenantId !== EVERY_TENANT) this.followed.get(tenantId)?.feed.wake();
    else for (const { feed } of this.followed.values()) feed.wake();
  }

  /** Looks at the rows when that is due: news is a hint, and may have been lost. */
  look(nowMs: number, listener: Pick<EventListener, 'hears'>): void {
    const every = listener.hears ? this.lookEveryMs : Math.min(this.lookEveryMs, DEAF_LOOK_MS);
    if (nowMs - this.lookedAtMs < every) return;
    this.lookedAtMs = nowMs;
    this.news(EVERY_TENANT);
  }

  private begin(tenantId: string): Followed {
    const followers = new Set<Follower>();
    const feed = new TenantFeed(
      this.readerOf(tenantId),
      () => {
        for (const follower of followers) follower.feed();
      },
      (error) => {
        if (!this.isFailing) this.log.warn({ err: error }, 'reading events failed; it is tried again');
        this.isFailing = true;
      },
    );
    const followed = { feed, followers, joining: 0, opened: feed.open() };
    this.followed.set(tenantId, followed);
    return followed;
  }

  private dropIfLeft(tenantId: string, followed: Followed): void {
    if (followed.followers.size > 0 || followed.joining > 0) return;
    followed.feed.close();
    this.followed.delete(tenantId);
  }
}
