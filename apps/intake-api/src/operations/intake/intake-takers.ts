import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { Pool } from 'pg';
import { EventType } from '@adcp-orchestrator/domain';
import { isNamed } from '@adcp-orchestrator/ledger';
import { POOL } from '@adcp-orchestrator/platform';

const KEEP_MS = 2_000;
const MAX_KEPT = 5_000;

/**
 * Whether a tenant has a subscription that names `operation.requested`, kept for two seconds: hardly any has one, and
 * intake need not write what nobody takes. A new subscription gets the intakes of two seconds later on.
 */
@Injectable()
export class IntakeTakers {
  private readonly kept = new LRUCache<string, Promise<boolean>>({ max: MAX_KEPT, ttl: KEEP_MS });

  constructor(@Inject(POOL) private readonly pool: Pool) {}

  has(tenantId: string): Promise<boolean> {
    const known = this.kept.get(tenantId);
    if (known !== undefined) return known;
    const asked = isNamed(this.pool, tenantId, EventType.requested).catch((error: unknown) => {
      this.kept.delete(tenantId);
      throw error;
    });
    this.kept.set(tenantId, asked);
    return asked;
  }
}
