import { evidenceSeconds, longestCallSeconds } from '../timing/call-limits';

/** Longest that each phase of a shutdown may last, in seconds; the work of a submitter has its own limit. */
export const PHASE_SECONDS = { stopTakingWork: 5, finishWork: 25, closeQueues: 5, closePools: 5 } as const;

/** The part of `closeQueues` in which Nest closes the queues, before the steps of that phase; they bound it themselves. */
export const QUEUES_SECONDS = 2.5;

/** Longest that requests in flight may last once a process that serves them stops, in seconds. Beside the phases. */
export const DRAIN_SECONDS = 20;

/** Bridges a restart of the database while the answers of the last calls are written. */
const RECORD_SECONDS = 30;

/**
 * Longest that a submitter waits for its calls when it stops, in seconds. Every call ends within its own limit, so
 * that a deploy never makes a doubt.
 */
export function finishCallsSeconds(callTimeoutSeconds: number): number {
  return longestCallSeconds(callTimeoutSeconds) + evidenceSeconds(callTimeoutSeconds) + RECORD_SECONDS;
}
