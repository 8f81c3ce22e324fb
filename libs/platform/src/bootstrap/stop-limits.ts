import { evidenceSeconds, longestCallSeconds } from '../timing/call-limits';

/** Longest that each phase of a shutdown may last, in seconds; the work of a submitter has its own limit. */
export const PHASE_SECONDS = { stopTakingWork: 5, finishWork: 25, closeQueues: 5, closePools: 5 } as const;

/** Longest that requests in flight may last once the API stops, in seconds. Before the phases. */
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

/**
 * Longest that an app takes from SIGTERM to its end, in whole seconds. The grace of its pod, of its compose service and
 * of the supervisor all follow from this: what kills it earlier cuts a call short, and makes a doubt.
 */
export function stopSeconds(app: string, callTimeoutSeconds: number): number {
  const { stopTakingWork, finishWork, closeQueues, closePools } = PHASE_SECONDS;
  const drain = app === 'intake-api' ? DRAIN_SECONDS : 0;
  const finish = app === 'submitter' ? finishCallsSeconds(callTimeoutSeconds) : finishWork;
  return Math.ceil(drain + stopTakingWork + finish + closeQueues + closePools);
}
