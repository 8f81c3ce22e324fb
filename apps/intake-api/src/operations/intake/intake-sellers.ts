import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { Pool } from 'pg';
import { type DeadlineOverrides, type DialectName, type SendingPause, pauseOf } from '@adcp-orchestrator/domain';
import { readSeller } from '@adcp-orchestrator/ledger';
import { POOL } from '@adcp-orchestrator/platform';

/** What intake must know of a seller. */
export interface IntakeSeller {
  id: string;
  dialect: DialectName;
  deadlines: DeadlineOverrides;
  pause: SendingPause | null;
}

const KEEP_MS = 2_000;
const MAX_KEPT = 5_000;

/**
 * Sellers as intake sees them, kept for two seconds, so that handing over an operation is one round trip. A dialect
 * never changes. A changed deadline, a pause or a deletion takes effect here within two seconds. (The
 * submitter asks the rows themselves.)
 */
@Injectable()
export class IntakeSellers {
  private readonly kept = new LRUCache<string, Promise<IntakeSeller | null>>({ max: MAX_KEPT, ttl: KEEP_MS });

  constructor(@Inject(POOL) private readonly pool: Pool) {}

  /** @returns null when the tenant has no such seller, or deleted it */
  find(tenantId: string, sellerId: string): Promise<IntakeSeller | null> {
    const key = `${tenantId}/${sellerId}`;
    const known = this.kept.get(key);
    if (known !== undefined) return known;
    // Kept before the answer is there, so that requests that come together ask only once.
    const seller = this.read(tenantId, sellerId);
    this.kept.set(key, seller);
    return seller;
  }

  /** Call it when this process changes a seller, so that its own next request sees the change. */
  forget(tenantId: string, sellerId: string): void {
    this.kept.delete(`${tenantId}/${sellerId}`);
  }

  private async read(tenantId: string, sellerId: string): Promise<IntakeSeller | null> {
    let seller: IntakeSeller | null = null;
    try {
      const row = await readSeller(this.pool, { tenantId, sellerId });
      if (row !== null && row.deleted_at === null) {
        const pause = pauseOf({ seller: row.paused_at, tenant: row.tenant_paused_at });
        seller = { id: row.id, dialect: row.dialect, deadlines: row.deadlines, pause };
      }
      return seller;
    } finally {
      // A seller that may be added at any time, or that could not be read, is looked for again.
      if (seller === null) this.forget(tenantId, sellerId);
    }
  }
}
