import { DRAIN_SECONDS, PHASE_SECONDS, finishCallsSeconds } from '@adcp-orchestrator/platform';

/**
 * Longest that an app takes from SIGTERM to its end, in whole seconds, as it reckons itself (`Shutdown.seconds`; a test of the
 * whole system compares the two). What kills it earlier cuts a call short, and makes a doubt.
 */
export function stopSeconds(app: string, callTimeoutSeconds: number): number {
  const { stopTakingWork, finishWork, closeQueues, closePools } = PHASE_SECONDS;
  const drain = app === 'intake-api' ? DRAIN_SECONDS : 0;
  const finish = app === 'submitter' ? finishCallsSeconds(callTimeoutSeconds) : finishWork;
  return Math.ceil(drain + stopTakingWork + finish + closeQueues + closePools);
}
