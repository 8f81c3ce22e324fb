import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { ProcessLease, holdProcessLease, releaseProcessLease } from '@adcp-orchestrator/ledger';
import { type Log, within } from '@adcp-orchestrator/platform';
import { Repeating } from '../work/repeating';

export interface GaugeLeaseOptions {
  pool: Pool;
  /** The app's name: it shows who has the lease. */
  name: string;
  log: Log;
  /** Milliseconds of a clock that never jumps. */
  elapsedMs?: () => number;
}

/** A process that dies is replaced at the latest so many seconds later, and one pause between two turns. */
const LEASE_SECONDS = 6;
const EVERY_MS = 2_000;

/**
 * Says which one process exports the gauges that are counts of the database: the same for all processes, they need to be
 * counted once, and read once. Every process tries to take the lease; whoever has it renews it, and whoever stops gives it
 * back. The holder reckons from before it asked the database, so that it stops before another one can begin: also
 * when it is cut off from the database, or stood still.
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

  /** Takes the lease or renews it, once. It never throws: a process without its database exports no counts of it. */
  async turn(): Promise<void> {
    const { pool, log } = this.options;
    const askedAt = this.now();
    try {
      const hold = holdProcessLease(pool, ProcessLease.gauges, this.owner, LEASE_SECONDS);
      const held = await within(hold, LEASE_SECONDS * 1000, 'taking the gauge lease');
      this.heldUntilMs = held ? askedAt + LEASE_SECONDS * 1000 : -Infinity;
      this.failing = false;
    } catch (error) {
      // Once for each time that it is away, however long that is.
      if (!this.failing) log.warn({ err: error }, 'the gauge lease could not be asked for; it is tried again');
      this.failing = true;
    }
  }

  /** No further turn begins; what is held is given back. */
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
