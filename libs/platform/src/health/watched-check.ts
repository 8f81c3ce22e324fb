import { TimeLimitExceededError, within } from '../timing/within';
import { reasonOf } from './reason-of';

/** Resolves when the part works. Rejects with an error that says what does not. */
export type ReadinessCheck = () => Promise<void> | void;

export const CheckStatus = { ok: 'ok', degraded: 'degraded', failed: 'failed' } as const;
export type CheckStatus = (typeof CheckStatus)[keyof typeof CheckStatus];

export interface CheckOutcome {
  status: CheckStatus;
  /** What is wrong and what to do; absent when nothing is. */
  detail?: string;
}

export interface CheckOptions {
  /** What a failure means. `degraded` is for a part that the work can do without. */
  otherwise?: Exclude<CheckStatus, 'ok'>;
  /** A good answer counts for this many milliseconds. Meanwhile the part is not asked again. */
  goodForMs?: number;
  now?: () => number;
}

/** A probe is answered within this time, whatever hangs. */
const LIMIT_MS = 1_000;
/**
 * For this long after it last passed, a check that is only slow still counts as passed. Under load a check waits for a
 * connection like everything else. Taking every replica out of service for that would turn load into an outage.
 */
const SLOW_FOR_MS = 10_000;

/** One check. However many probes wait for it, it runs at most once at a time. */
export class WatchedCheck {
  private passedAt = -Infinity;
  private asking: Promise<void> | null = null;
  /** The last failure, for the log, which may hold more than a probe's answer. */
  lastError: unknown = null;

  constructor(
    private readonly name: string,
    private readonly check: ReadinessCheck,
    private readonly options: CheckOptions,
  ) {}

  async outcome(): Promise<CheckOutcome> {
    const { otherwise = 'failed', goodForMs = 0 } = this.options;
    if (this.sincePassedMs() < goodForMs) return { status: 'ok' };
    this.asking ??= this.ask().finally(() => {
      this.asking = null;
    });
    try {
      await within(this.asking, LIMIT_MS, this.name);
      return { status: 'ok' };
    } catch (error) {
      if (error instanceof TimeLimitExceededError && this.sincePassedMs() < SLOW_FOR_MS) return { status: 'ok' };
      this.lastError = error;
      return { status: otherwise, detail: reasonOf(error) };
    }
  }

  private async ask(): Promise<void> {
    await this.check();
    this.passedAt = this.now();
  }

  private sincePassedMs(): number {
    return this.now() - this.passedAt;
  }

  private now(): number {
    return (this.options.now ?? Date.now)();
  }
}
