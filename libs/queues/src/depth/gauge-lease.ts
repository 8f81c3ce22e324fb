import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { ProcessLease, holdProcessLease, releaseProcessLease } from '@adcp-orchestrator/ledger';
import { type Log, within } from '@adcp-orchestrator/platform';
import { Repeating } from '../work/repeating';

export interface GaugeLeaseOptions {
  pool: Pool;
  /** The app's name, which shows in the database who has the lease. */
  name: string;
  log: Log;
  /** Milliseconds of a clock that never jumps. */
  elapsedMs?: () => number;
}

/** When the holder dies, another process takes over within this time and one pause between two turns. */
const LEASE_SECONDS = 6;
const EVERY_MS = 2_000;

/**
 * Says which one process exports the gauges that are counts of the database. The counts are the same for all processes,
 * so one process counts, and one reads. Every process tries to take the lease. The holder renews it, and gives it back
 * when it stops. The holder measures its time from before it asked the database. So it stops before another can begin,
 * even when it was cut off from the database or stood still.
 */
export class GaugeLease {
  private readonly owner: string;
  private heldUntilMs = -Infinity;
  private readonly repeating = new Repeating(
    () => this.turn(),
    () => EVERY_MS,
  );
  private failing = false;

  constructor(private readonly options: GaugeLeaseOptions) {
    this.owner = `${options.name}/${randomUUID()}`;
  }

  /** Whether this process is the one that exports. */
  get isHeld(): boolean {
    return this.now() < this.heldUntilMs;
  }

  start(): void {
    this.repeating.start();
  }

  /** Takes the lease or renews it, once. Never throws: a process without its database only exports no counts. */
  async turn(): Promise<void> {
    const { pool, log } = this.options;
    const askedAt = this.now();
    try {
      const hold = holdProcessLease(pool, ProcessLease.gauges, this.owner, LEASE_SECONDS);
      const held = await within(hold, LEASE_SECONDS * 1000, 'taking the gauge lease');
      this.heldUntilMs = held ? askedAt + LEASE_SECONDS * 1000 : -Infinity;
      this.failing = false;
    } catch (error) {
      // One line each time that the database goes away, however long it stays away.
      if (!this.failing) log.warn({ err: error }, 'the gauge lease could not be asked for; it is tried again');
      this.failing = true;
    }
  }

  /** No further turn begins. A lease that is held is given back. */
  async stop(): Promise<void> {
    await this.repeating.stop();
    if (!this.isHeld) return;
    this.heldUntilMs = -Infinity;
    await releaseProcessLease(this.options.pool, ProcessLease.gauges, this.owner);
  }

  private now(): number {
    return (this.options.elapsedMs ?? (() => performance.now()))();
  }
}
