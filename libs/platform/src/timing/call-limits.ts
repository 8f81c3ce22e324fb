/** A call whose seller keeps showing progress may take this long, in seconds. */
export const WORKING_LIMIT_SECONDS = 300;

/** Longest that one call at a seller may take, in seconds: `CALL_TIMEOUT_SECONDS`, or the limit for work where that is more. */
export function longestCallSeconds(callTimeoutSeconds: number): number {
  return Math.max(WORKING_LIMIT_SECONDS, callTimeoutSeconds);
}

/** Longest that the questions may take by which an unproven call is settled, in seconds: a list and a look at one of it. */
export function evidenceSeconds(callTimeoutSeconds: number): number {
  return 2 * callTimeoutSeconds;
}
