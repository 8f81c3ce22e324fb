import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { Counter, type Registry } from 'prom-client';
import type { Clock } from '@adcp-orchestrator/domain';
import {
  type DuePass,
  ProcessLease,
  beginPass,
  checkClock,
  dayOf,
  deleteBatch,
  duePasses,
  endPass,
  holdProcessLease,
  inTransaction,
  waitingTenants,
} from '@adcp-orchestrator/ledger';
import { type Log, MetricName } from '@adcp-orchestrator/platform';

/** Rows that one statement looks at. It holds the locks of what it deletes for some tens of milliseconds. */
const BATCH = 200;
/** After so many batches another tenant has its turn. */
const BATCHES_A_TURN = 10;
const TENANTS_AT_ONCE = 50;
/** The next sweep goes on. A shutdown waits for this one, and grants five seconds. */
const LIMIT_MS = 4_000;
/** Longer than a sweep and the pause after it. When the holder dies, another process takes over after this. */
const LEASE_SECONDS = 150;

export interface TenantRetentionOptions {
  pool: Pool;
  clock: Clock;
  log: Log;
  metrics: Registry;
}

/**
 * Deletes what tenants keep no longer: once a day for each tenant, in small batches, for at most four seconds of each
 * minute. One process does it at a time. Where it is, is written with each batch, so any other goes on from there.
 */
export class TenantRetention {
  private readonly owner = `retention/${randomUUID()}`;
  private readonly deleted: Counter<'kind'>;
  private toldOn: string | null = null;

  constructor(private readonly options: TenantRetentionOptions) {
    this.deleted = new Counter({
      name: MetricName.retentionDeleted,
      help: 'Rows that were deleted because their time was over, by kind',
      labelNames: ['kind'],
      registers: [options.metrics],
    });
  }

  /**
   * @returns how many rows were deleted, those that hang on them not counted
   * @throws ClockAheadError as `checkClock`; nothing was deleted then
   */
  async sweep(): Promise<number> {
    const { pool, clock } = this.options;
    if (!(await holdProcessLease(pool, ProcessLease.retention, this.owner, LEASE_SECONDS))) return 0;
    await checkClock(pool);
    await this.tellOfGrace();
    const until = Date.now() + LIMIT_MS;
    const hasTime = (): boolean => Date.now() < until;
    let total = 0;
    while (hasTime()) {
      const due = await duePasses(pool, clock.now(), TENANTS_AT_ONCE);
      if (due.length === 0) break;
      for (const pass of due) if (hasTime()) total += await this.turn(pass, hasTime);
    }
    return total;
  }

  /** Says once a day that deletion has not begun, for as long as it has not. */
  private async tellOfGrace(): Promise<void> {
    const { pool, clock, log } = this.options;
    const day = dayOf(clock.now());
    if (this.toldOn === day) return;
    const waiting = await waitingTenants(pool, clock.now());
    this.toldOn = day;
    if (waiting === null) return;
    log.warn(
      { tenants: waiting.tenants, begins_at: waiting.firstAt.toISOString() },
      'what tenants keep no longer is deleted from then on: set longer periods before, if you want them (PATCH /v1/tenants/{id})',
    );
  }

  private async turn(pass: DuePass, hasTime: () => boolean): Promise<number> {
    const { pool, clock } = this.options;
    const { tenantId, retention } = pass;
    if (!pass.isUnderWay) await beginPass(pool, tenantId, clock.now());
    let total = 0;
    for (let batch = 0; batch < BATCHES_A_TURN && hasTime(); batch += 1) {
      const done = await deleteBatch(pool, { tenantId, retention, now: clock.now(), limit: BATCH });
      if (done === null) {
        await this.end(pass);
        break;
      }
      this.deleted.inc({ kind: done.part }, done.deleted);
      total += done.deleted;
    }
    return total;
  }

  private async end(pass: DuePass): Promise<void> {
    const { pool, clock, log } = this.options;
    const counts = await inTransaction(pool, (client) => endPass(client, pass, clock.now()));
    if (counts === null || counts.operations + counts.events + counts.deliveries === 0) return;
    log.info({ tenant: pass.tenantId, ...counts }, 'what a tenant keeps no longer was deleted');
  }
}
