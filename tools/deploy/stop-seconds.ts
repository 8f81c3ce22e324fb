import { DRAIN_SECONDS, PHASE_SECONDS, finishCallsSeconds } from '@adcp-orchestrator/platform';

/**
 * Longest that an app takes from SIGTERM to its end, in whole seconds. The app computes the same (`Shutdown.seconds`),
 * and a test of the whole system compares the two. Whatever kills the app earlier cuts a call short, and leaves it in
 * doubt.
 */
export function stopSeconds(app: string, callTimeoutSeconds: number): number {
  const { stopTakingWork, finishWork, closeQueues, closePools } = PHASE_SECONDS;
  const drain = app === 'intake-api' ? DRAIN_SECONDS : 0;
  const finish = app === 'submitter' || app === 'workers' ? finishCallsSeconds(callTimeoutSeconds) : finishWork;
  return Math.ceil(drain + stopTakingWork + finish + closeQueues + closePools);
}
