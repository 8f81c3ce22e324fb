import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import type { Principal } from '@adcp-orchestrator/access';
import type { Clock } from '@adcp-orchestrator/domain';
import { countOpenOperations } from '@adcp-orchestrator/ledger';
import { CLOCK, POOL } from '@adcp-orchestrator/platform';
import { limitReached } from '../../limits/tenant-limits';
import type { RequestProblemError } from '../../problems/problem';

/** A count holds for so long. So replicas together exceed a limit by what the others take in within this time. */
const COUNTED_FOR_MS = 1_000;

/** Whose operations. */
export type Limited = Pick<Principal, 'tenantId' | 'tenantLimits'>;

interface Counted {
  /** How many there were, up to the limit. */
  used: number;
  /** How many this process has taken in since, or is taking in. */
  taken: number;
}

/**
 * How many operations without an end a tenant may have. A tenant without that limit costs nothing here.
 *
 * What is being taken in while the count runs may be counted twice, until the next count: the limit then holds a few
 * operations early, never late.
 */
@Injectable()
export class OpenOperations {
  private readonly counts = new Map<string, { at: number; limit: number; count: Promise<Counted> }>();
  private readonly underWay = new Map<string, number>();

  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Takes an operation in where there is room for it.
   * @param insert tells whether it has made one
   * @param full what is done instead where there is no room
   */
  async take<T extends { replayed: boolean }>(
    { tenantId, tenantLimits: { maxOpenOperations: limit } }: Limited,
    insert: () => Promise<T>,
    full: (problem: RequestProblemError) => Promise<T>,
  ): Promise<T> {
    if (limit === undefined) return insert();
    const count = await this.count(tenantId, limit);
    if (count.used + count.taken >= limit) return full(reached(limit));
    count.taken += 1;
    this.underWay.set(tenantId, (this.underWay.get(tenantId) ?? 0) + 1);
    let made = false;
    try {
      const taken = await insert();
      made = !taken.replayed;
      return taken;
    } finally {
      if (!made) count.taken -= 1;
      this.leave(tenantId);
    }
  }

  /** @returns the problem when there is no room for another one; else null */
  async problemOf({
    tenantId,
    tenantLimits: { maxOpenOperations: limit },
  }: Limited): Promise<RequestProblemError | null> {
    if (limit === undefined) return null;
    const { used, taken } = await this.count(tenantId, limit);
    return used + taken >= limit ? reached(limit) : null;
  }

  private async count(tenantId: string, limit: number): Promise<Counted> {
    const now = this.clock.now().getTime();
    const known = this.counts.get(tenantId);
    // A count stops at its limit, so it says nothing about a higher one.
    if (known !== undefined && known.limit === limit && now - known.at < COUNTED_FOR_MS) return known.count;
    const taken = this.underWay.get(tenantId) ?? 0;
    const count = countOpenOperations(this.pool, tenantId, limit).then((used) => ({ used, taken }));
    const counting = { at: now, limit, count };
    this.counts.set(tenantId, counting);
    try {
      return await count;
    } catch (error) {
      if (this.counts.get(tenantId) === counting) this.counts.delete(tenantId);
      throw error;
    }
  }

  private leave(tenantId: string): void {
    const left = (this.underWay.get(tenantId) ?? 0) - 1;
    if (left > 0) this.underWay.set(tenantId, left);
    else this.underWay.delete(tenantId);
  }
}

function reached(limit: number): RequestProblemError {
  return limitReached({
    kind: 'operation-limit-reached',
    name: 'max_open_operations',
    limit,
    used: limit,
    what: 'operations without an end',
    wayOut: 'Wait until some have ended, cancel what is not needed',
  });
}
