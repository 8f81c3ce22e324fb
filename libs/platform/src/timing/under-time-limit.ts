import { followSignal } from './follow-signal';

/**
 * Works under a signal that aborts with another one, or when the time is up. Its reason is that of whichever came
 * first. Nothing stays behind afterwards: `AbortSignal.any` would leave an entry on a long-lived signal for every call.
 */
export async function underTimeLimit<T>(
  outer: AbortSignal,
  limitMs: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const timer = setTimeout(() => {
    controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
  }, limitMs);
  const unfollow = followSignal(outer, () => {
    controller.abort(outer.reason);
  });
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
    unfollow();
  }
}
