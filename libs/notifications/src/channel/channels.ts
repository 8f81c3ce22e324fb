import type { Dispatcher } from 'undici';
import type { Channel, Clock } from '@adcp-orchestrator/domain';
import { EmailChannel } from '../email/email-channel';
import { SlackChannel } from '../slack/slack-channel';
import { WebhookChannel } from '../webhook/webhook-channel';
import { type AttemptResult, type Notification, failed } from './notification-channel';

/** Where one subscription is told, with its secret opened. */
export interface Target {
  channel: Channel;
  /** A webhook's URL; of the others only what may be shown. */
  url: string;
  /** A webhook's signing secret, a mail address, or a chat's URL. */
  secret: string;
  /** A webhook's secret from before a rotation, while both sign. */
  previousSecret: string | null;
}

export interface ChannelsOptions {
  /** The guarded agent: it refuses private addresses, and connects within 5 s. */
  agent: Dispatcher;
  clock: Clock;
  /** The base of the links in messages. */
  publicUrl: string | null;
  /** Null: this installation sends no mail. */
  mail: { smtpUrl: string; from: string } | null;
  /** Milliseconds for one attempt. */
  totalLimitMs?: number;
}

/** Every way to a subscriber. Makes exactly one attempt, and never throws. */
export class Channels {
  private readonly webhook: WebhookChannel;
  private readonly slack: SlackChannel;
  private readonly email: EmailChannel | null;

  constructor({ mail, ...options }: ChannelsOptions) {
    this.webhook = new WebhookChannel(options);
    this.slack = new SlackChannel(options);
    this.email = mail === null ? null : new EmailChannel({ ...mail, ...options });
  }

  async deliver(notification: Notification, target: Target, signal: AbortSignal): Promise<AttemptResult> {
    const { channel, url, secret, previousSecret } = target;
    switch (channel) {
      case 'webhook':
        return this.webhook.deliver(notification, { url, secret, previousSecret }, signal);
      case 'slack':
        return this.slack.deliver(notification, { url: secret }, signal);
      case 'email':
        if (this.email === null) return failed(null, 'not sent: SMTP_URL is not set, so that no mail can be sent');
        return this.email.deliver(notification, { to: secret }, signal);
    }
  }
}
