import type { NextStep } from '@adcp-orchestrator/domain';
import type { AttemptResult } from '../channel/notification-channel';

const MINUTE = 60;
const HOUR = 3_600;

/** Seconds before each further attempt. Together they are just under three days. */
const PAUSES_SECONDS: readonly number[] = [
  5,
  30,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  12 * HOUR,
  12 * HOUR,
  12 * HOUR,
  12 * HOUR,
];

/** Attempts until a delivery is dead. A redelivery starts another such run. */
export const ATTEMPTS_IN_RUN = PAUSES_SECONDS.length + 1;
/** A receiver's `Retry-After` is honoured up to this. */
export const MAX_RETRY_AFTER_SECONDS = HOUR;
/** A pause is shortened by up to this share, so that deliveries that failed together do not return together. */
const JITTER = 0.1;

/**
 * Decides what follows from an attempt: a pause and another attempt for three days, then `dead`. Pure.
 * @param attemptsInRun attempts before this one, since the delivery was owed or a person last asked for it again
 * @param chance in [0, 1)
 */
export function nextStep(result: AttemptResult, attemptsInRun: number, now: Date, chance: number): NextStep {
  switch (result.result) {
    case 'delivered':
      return { status: 'delivered' };
    case 'refused':
      return { status: 'dead' };
    case 'failed': {
      // Below 0: a person asked for what was never tried.
      const pause = PAUSES_SECONDS[Math.max(0, attemptsInRun)];
      if (pause === undefined) return { status: 'dead' };
      const asked = Math.min(result.retryAfterSeconds ?? 0, MAX_RETRY_AFTER_SECONDS);
      const seconds = Math.max(pause * (1 - JITTER * chance), asked);
      return { status: 'retry', dueAt: new Date(now.getTime() + Math.round(seconds * 1000)) };
    }
  }
}
