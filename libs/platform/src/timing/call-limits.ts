/** Longest that a call may take whose seller keeps showing progress, in seconds. */
export const WORKING_LIMIT_SECONDS = 300;

/**
 * Longest that one call at a seller may take, in seconds: `CALL_TIMEOUT_SECONDS`, or the limit for work if that is
 * longer.
 */
export function longestCallSeconds(callTimeoutSeconds: number): number {
  return Math.max(WORKING_LIMIT_SECONDS, callTimeoutSeconds);
}

/**
 * Longest that the questions may take that settle an unproven call, in seconds: a list, and a look at one of its
 * entries.
 */
export function evidenceSeconds(callTimeoutSeconds: number): number {
  return 2 * callTimeoutSeconds;
}
