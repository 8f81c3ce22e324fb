import { type Dispatcher, request } from 'undici';
import type { Clock } from '@adcp-orchestrator/domain';
import { followSignal } from '@adcp-orchestrator/platform';
import type { AttemptResult, Notification, NotificationChannel } from '../channel/notification-channel';
import { type SignatureHeaders, signNotification } from './sign';

/** A subscriber's endpoint, with its secret opened. The secret never leaves the process and is never logged. */
export interface WebhookTarget {
  url: string;
  secret: string;
}

export interface WebhookChannelOptions {
  /** The guarded agent: it refuses private addresses, and connects within 5 s. */
  agent: Dispatcher;
  clock: Clock;
  /** From the start to the last byte that is read; milliseconds. */
  totalLimitMs?: number;
}

const TOTAL_LIMIT_MS = 15_000;
/** Only the answer's status counts. This much of its body is read, so that the connection can be used again. */
const MAX_ANSWER_BYTES = 16_384;
const BODY_LIMIT_MS = 2_000;
const MAX_BODY_PAUSE_MS = 5_000;

/** Delivers notifications as signed webhooks: one POST, no redirects, bounded in time and size. */
export class WebhookChannel implements NotificationChannel<WebhookTarget> {
  readonly name = 'webhook';

  constructor(private readonly options: WebhookChannelOptions) {}

  async deliver(notification: Notification, target: WebhookTarget, signal: AbortSignal): Promise<AttemptResult> {
    const { clock, totalLimitMs = TOTAL_LIMIT_MS } = this.options;
    const body = JSON.stringify(notification.payload);
    let signature: SignatureHeaders;
    try {
      signature = signNotification(target.secret, notification.eventId, clock.now(), body);
    } catch (error) {
      return failed(null, `not sent: ${messageOf(error)}`);
    }
    // A plain timer and one listener, because combined abort signals cost more than the request itself.
    const controller = new AbortController();
    const timer = setTimeout(() => {
      controller.abort();
    }, totalLimitMs);
    const unfollow = followSignal(signal, () => {
      controller.abort();
    });
    try {
      return await this.post(target.url, body, signature, controller.signal);
    } catch (error) {
      if (signal.aborted) return failed(null, 'the attempt was ended by the shutdown of the notifier');
      if (controller.signal.aborted) return failed(null, `the receiver did not answer within ${totalLimitMs / 1000} s`);
      return failed(null, messageOf(error));
    } finally {
      clearTimeout(timer);
      unfollow();
    }
  }

  private async post(
    url: string,
    body: string,
    signature: SignatureHeaders,
    signal: AbortSignal,
  ): Promise<AttemptResult> {
    const { agent, clock, totalLimitMs = TOTAL_LIMIT_MS } = this.options;
    const response = await request(url, {
      dispatcher: agent,
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'adcp-orchestrator', ...signature },
      body,
      headersTimeout: totalLimitMs,
      bodyTimeout: MAX_BODY_PAUSE_MS,
      signal,
    });
    await discard(response.body);
    return read(response.statusCode, response.headers['retry-after'], clock.now());
  }
}

/** The status is the receiver's answer. A body that is too long, too slow or cut off does not change it. */
async function discard(body: Dispatcher.ResponseData['body']): Promise<void> {
  const timer = setTimeout(() => body.destroy(), BODY_LIMIT_MS);
  try {
    await body.dump({ limit: MAX_ANSWER_BYTES });
  } catch {
    body.destroy();
  } finally {
    clearTimeout(timer);
  }
}

function read(status: number, retryAfter: string | string[] | undefined, now: Date): AttemptResult {
  if (status >= 200 && status < 300) return { result: 'delivered', httpStatus: status };
  if (status === 410) {
    return {
      result: 'refused',
      httpStatus: status,
      error: 'the receiver answered 410 Gone: it wants no notifications',
    };
  }
  if (status >= 300 && status < 400) {
    return failed(status, `the receiver answered ${status}; redirects are not followed: subscribe its final address`);
  }
  const wait = status === 429 || status === 503 ? retryAfterSeconds(retryAfter, now) : null;
  return { ...failed(status, `the receiver answered ${status}`), retryAfterSeconds: wait };
}

function failed(httpStatus: number | null, error: string): Extract<AttemptResult, { result: 'failed' }> {
  return { result: 'failed', httpStatus, error, retryAfterSeconds: null };
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // When connections to several addresses fail, the error itself has no message. Its parts have.
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  return error.message === '' ? error.name : error.message;
}

/**
 * Reads a `Retry-After` header (RFC 9110): seconds, or an HTTP date.
 * @returns whole seconds from `now`, never negative; null when it is absent or neither
 */
function retryAfterSeconds(value: string | string[] | undefined, now: Date): number | null {
  if (typeof value !== 'string') return null;
  const text = value.trim();
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, Math.ceil((date - now.getTime()) / 1000));
}
