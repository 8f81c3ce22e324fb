import type { Dispatcher } from 'undici';
import type { Clock } from '@adcp-orchestrator/domain';
import { addTraceHeaders } from '@adcp-orchestrator/platform';
import {
  type AttemptResult,
  type Notification,
  type NotificationChannel,
  failed,
  messageOf,
} from '../channel/notification-channel';
import { TOTAL_LIMIT_MS, oneAttempt } from '../channel/one-attempt';
import { post } from '../http/post';
import { resultOf } from '../http/result-of';
import { type SignatureHeaders, signNotification } from './sign';

/** A subscriber's endpoint, with its secret opened. The secret never leaves the process and is never logged. */
export interface WebhookTarget {
  url: string;
  secret: string;
  /** The secret from before a rotation, while both sign. */
  previousSecret: string | null;
}

export interface WebhookChannelOptions {
  /** The guarded agent: it refuses private addresses, and connects within 5 s. */
  agent: Dispatcher;
  clock: Clock;
  /** From the start to the last byte that is read; milliseconds. */
  totalLimitMs?: number;
}

/** Delivers notifications as signed webhooks: one POST, no redirects, bounded in time and size. */
export class WebhookChannel implements NotificationChannel<WebhookTarget> {
  readonly name = 'webhook';

  constructor(private readonly options: WebhookChannelOptions) {}

  async deliver(notification: Notification, target: WebhookTarget, signal: AbortSignal): Promise<AttemptResult> {
    const { agent, clock, totalLimitMs: headersLimitMs = TOTAL_LIMIT_MS } = this.options;
    const body = JSON.stringify(notification.payload);
    let signature: SignatureHeaders;
    try {
      const { secret, previousSecret } = target;
      const secrets = previousSecret === null ? [secret] : [secret, previousSecret];
      signature = signNotification(secrets, notification.eventId, clock.now(), body);
    } catch (error) {
      return failed(null, `not sent: ${messageOf(error)}`);
    }
    const headers = { ...signature };
    addTraceHeaders(headers);
    return oneAttempt(headersLimitMs, signal, async (ended) =>
      resultOf(await post(target.url, body, headers, { agent, clock, headersLimitMs, signal: ended })),
    );
  }
}
