import type { Timings } from '@adcp-orchestrator/domain';

/** The timings of every gate in a test. The seconds and instants in tests count from these. */
export const timings: Timings = {
  pollInitialSeconds: 30,
  pollFactor: 1.5,
  pollMaxSeconds: 300,
  pollWithWebhookSeconds: 120,
  lateWatchSeconds: 3600,
  resendLongSeconds: 300,
};
