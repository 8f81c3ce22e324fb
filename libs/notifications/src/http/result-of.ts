import { type AttemptResult, failed } from '../channel/notification-channel';
import type { Posted } from './post';

/** What an answer means to the delivery, by its status alone. */
export function resultOf({ status, retryAfterSeconds, answer }: Posted): AttemptResult {
  if (status >= 200 && status < 300) return { result: 'delivered', httpStatus: status, answer };
  if (status === 410) {
    return {
      result: 'refused',
      httpStatus: status,
      answer,
      gone: true,
      error: 'the receiver answered 410 Gone: it wants no notifications',
    };
  }
  if (status >= 300 && status < 400) {
    const error = `the receiver answered ${status}; redirects are not followed: subscribe its final address`;
    return failed(status, error, answer);
  }
  return { result: 'failed', httpStatus: status, answer, error: `the receiver answered ${status}`, retryAfterSeconds };
}
