import { type Log, NotReadyError, reasonOf, within } from '@adcp-orchestrator/platform';
import { Repeating } from './repeating';

/** What a sweep found. */
export interface Swept {
  /** On how many rows, or sellers, it worked or had work begun. */
  rows: number;
  /** How many of these a hint should have led to long before (`HINTS_COME_WITHIN_MS`), while there was room for them. */
  late: number;
}

/** A hint leads to what is due within milliseconds. What a sweep finds after this time had lost its hint. */
export const HINTS_COME_WITHIN_MS = 2_000;

export interface SweeperOptions {
  /** What is swept, in log lines and metrics. */
  name: string;
  everySeconds: number;
  /**
   * Finds due rows by index, in bounded batches, and works on them or has them worked on.
   * @returns how many, and with `late` how many only the sweep found. A number alone is for what no hint serves
   */
  sweep: () => Promise<number | Swept>;
  log: Log;
  onSwept?: (name: string, result: 'swept' | 'failed', swept: Swept) => void;
  /** Longest that one sweep may take before it is reported, in seconds. */
  limitSeconds?: number;
  /** In [0, 1). */
  chance?: () => number;
}

const LIMIT_SECONDS = 120;
/** The share of a pause that is random, so that replicas that start together drift apart. */
const JITTER = 0.4;
/** After a failure the next sweep comes no later than this, so that the end of a trouble shows soon. */
const AGAIN_SECONDS = 5;
/**
 * A single sweep may fail while a database changes hands. This many failures in a row mean that the work is not done.
 */
const FAILURES_IN_A_ROW = 3;

/**
 * The periodic look for due rows that no hint is serving. Every replica sweeps, with jitter, without an election and
 * without the queue, so that work goes on while Redis is away. Sweeps never overlap. An error is logged, and the next
 * sweep comes all the same.
 */
export class Sweeper {
  private readonly repeating = new Repeating(
    () => this.sweepOnce(),
    () => this.pauseMs(),
  );
  private lastEndAt = Date.now();
  private everSwept = false;
  /** In a row, up to now. */
  private failures = 0;
  private lastError: unknown;

  constructor(private readonly options: SweeperOptions) {}

  get name(): string {
    return this.options.name;
  }

  /** The first sweep comes at once: what waited while no process ran is found at the start. */
  start(): void {
    this.repeating.start();
  }

  /** No further sweep starts; waits for the one that runs. */
  stop(): Promise<void> {
    return this.repeating.stop();
  }

  /**
   * For readiness: whether the work is being done. Until the first sweep has succeeded, a single failure counts.
   * @throws NotReadyError when sweeps fail, or none has ended for far too long
   */
  checkSweeping(): void {
    const { everySeconds, limitSeconds = LIMIT_SECONDS } = this.options;
    if (this.failures >= (this.everSwept ? FAILURES_IN_A_ROW : 1)) {
      const times = this.failures === 1 ? 'it failed' : `it failed ${this.failures} times in a row`;
      throw new NotReadyError(`${times}: ${reasonOf(this.lastError)}`);
    }
    const silentSeconds = (Date.now() - this.lastEndAt) / 1000;
    if (silentSeconds > 2 * (everySeconds + limitSeconds)) {
      throw new NotReadyError(
        `it has not ended for ${Math.round(silentSeconds)} s: see what it waits for, or restart this process`,
      );
    }
  }

  private pauseMs(): number {
    const chance = (this.options.chance ?? Math.random)();
    const { everySeconds } = this.options;
    const seconds = this.failures === 0 ? everySeconds : Math.min(everySeconds, AGAIN_SECONDS);
    return seconds * (1 + JITTER * (chance - 0.5)) * 1000;
  }

  private async sweepOnce(): Promise<void> {
    const { name, sweep, log, onSwept, limitSeconds = LIMIT_SECONDS } = this.options;
    const swept = Promise.resolve().then(sweep);
    try {
      const found = await within(swept, limitSeconds * 1000, `the sweep "${name}"`);
      const { rows, late } = typeof found === 'number' ? { rows: found, late: 0 } : found;
      onSwept?.(name, 'swept', { rows, late });
      this.succeed();
      if (late > 0) log.info({ sweep: name, rows: late }, 'a sweep found what no hint had led to');
      if (rows > 0) log.debug({ sweep: name, rows }, 'swept');
    } catch (error) {
      onSwept?.(name, 'failed', { rows: 0, late: 0 });
      log.error({ err: error, sweep: name }, 'a sweep failed; the next one comes all the same');
      // A sweep that hangs is reported above, and waited for. A second one would only add to what the first hangs on.
      await swept.then(
        () => {
          this.succeed();
        },
        (reason: unknown) => {
          this.failures += 1;
          this.lastError = reason;
        },
      );
    }
    this.lastEndAt = Date.now();
  }

  private succeed(): void {
    this.everSwept = true;
    this.failures = 0;
  }
}
