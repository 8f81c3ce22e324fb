import { evidenceSeconds, longestCallSeconds } from '../timing/call-limits';

/** Longest that each phase of a shutdown may last, in seconds. The calls of a submitter have a limit of their own. */
export const PHASE_SECONDS = { stopTakingWork: 5, finishWork: 25, closeQueues: 5, closePools: 5 } as const;

/**
 * The part of `closeQueues` in which Nest closes the queues, before the steps of that phase. The queues keep to it
 * themselves.
 */
export const QUEUES_SECONDS = 2.5;

/** Longest that open requests may last once a server of requests stops, in seconds. This comes on top of the phases. */
export const DRAIN_SECONDS = 20;

/** Bridges a restart of the database while the answers of the last calls are written. */
const RECORD_SECONDS = 30;

/**
 * Longest that a submitter waits for its calls when it stops, in seconds. Every call ends within its own limit, so a
 * deploy never puts a call in doubt.
 */
export function finishCallsSeconds(callTimeoutSeconds: number): number {
  return longestCallSeconds(callTimeoutSeconds) + evidenceSeconds(callTimeoutSeconds) + RECORD_SECONDS;
}
