import type { Dispatcher } from 'undici';
import type { Clock } from '@adcp-orchestrator/domain';
import type { AttemptResult, Notification, NotificationChannel } from '../channel/notification-channel';
import { TOTAL_LIMIT_MS, oneAttempt } from '../channel/one-attempt';
import { post } from '../http/post';
import { resultOf } from '../http/result-of';
import { personMessage } from '../message/person-message';
import { slackBody } from './blocks';

/** An incoming webhook of Slack. Whoever has its URL can write to the channel: it is a secret. */
export interface SlackTarget {
  url: string;
}

export interface SlackChannelOptions {
  /** The guarded agent: it refuses private addresses, and connects within 5 s. */
  agent: Dispatcher;
  clock: Clock;
  publicUrl: string | null;
  /** Milliseconds for the whole attempt. */
  totalLimitMs?: number;
}

/** Writes notifications into a chat, by an incoming webhook. */
export class SlackChannel implements NotificationChannel<SlackTarget> {
  readonly name = 'slack';

  constructor(private readonly options: SlackChannelOptions) {}

  deliver(notification: Notification, { url }: SlackTarget, signal: AbortSignal): Promise<AttemptResult> {
    const { agent, clock, publicUrl, totalLimitMs: headersLimitMs = TOTAL_LIMIT_MS } = this.options;
    const body = JSON.stringify(slackBody(personMessage(notification, publicUrl, clock.now())));
    return oneAttempt(headersLimitMs, signal, async (ended) =>
      resultOf(await post(url, body, {}, { agent, clock, headersLimitMs, signal: ended })),
    );
  }
}
