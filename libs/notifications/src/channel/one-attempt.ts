import { followSignal } from '@adcp-orchestrator/platform';
import { type AttemptResult, failed, messageOf } from './notification-channel';

/** From the start of an attempt to the last byte that is read. The notifier's lease is longer. */
export const TOTAL_LIMIT_MS = 15_000;

/**
 * Makes one attempt under a limit of time, and turns every error into a result.
 * @param limitMs milliseconds for the whole attempt
 * @param stopped the notifier's signal: it stops
 * @param make makes the attempt. It must end soon after its signal aborts.
 */
export async function oneAttempt(
  limitMs: number,
  stopped: AbortSignal,
  make: (signal: AbortSignal) => Promise<AttemptResult>,
): Promise<AttemptResult> {
  // A plain timer and one listener, because combined abort signals cost more than the request itself.
  const controller = new AbortController();
  const timer = setTimeout(() => {
    controller.abort();
  }, limitMs);
  const unfollow = followSignal(stopped, () => {
    controller.abort();
  });
  try {
    return await make(controller.signal);
  } catch (error) {
    if (stopped.aborted) return failed(null, 'the attempt was ended by the shutdown of the notifier');
    if (controller.signal.aborted) return failed(null, `the receiver did not answer within ${limitMs / 1000} s`);
    return failed(null, messageOf(error));
  } finally {
    clearTimeout(timer);
    unfollow();
  }
}
