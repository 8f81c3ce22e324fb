import { createHash } from 'node:crypto';
import { createTransport } from 'nodemailer';
import type { Clock } from '@adcp-orchestrator/domain';
import {
  type AttemptResult,
  type Notification,
  type NotificationChannel,
  failed,
  messageOf,
} from '../channel/notification-channel';
import { TOTAL_LIMIT_MS, oneAttempt } from '../channel/one-attempt';
import { personMessage } from '../message/person-message';
import { htmlBody, textBody } from './mail-body';
import { mailServerOf } from './mail-server';

export interface EmailTarget {
  to: string;
}

export interface EmailChannelOptions {
  /** `smtp://` or `smtps://`, with the user and the password if there are any. */
  smtpUrl: string;
  /** `desk@example.com`, or `Desk <desk@example.com>`. */
  from: string;
  clock: Clock;
  publicUrl: string | null;
  /** Milliseconds for the whole attempt. */
  totalLimitMs?: number;
}

const CONNECT_LIMIT_MS = 5_000;
const SILENCE_LIMIT_MS = 10_000;
/** A mail server that refuses an address for good (RFC 5321): no such mailbox, not local, name not allowed. */
const REFUSED_RECIPIENT: readonly (number | undefined)[] = [550, 551, 553];

/**
 * Sends notifications as mail, each over a connection of its own. A pool would keep mail that waits for a connection:
 * it would still go out after the attempt was given up, and again with the next one.
 */
export class EmailChannel implements NotificationChannel<EmailTarget> {
  readonly name = 'email';

  constructor(private readonly options: EmailChannelOptions) {}

  deliver(notification: Notification, { to }: EmailTarget, signal: AbortSignal): Promise<AttemptResult> {
    const { totalLimitMs = TOTAL_LIMIT_MS } = this.options;
    return oneAttempt(totalLimitMs, signal, (ended) => this.send(notification, to, ended));
  }

  private async send(notification: Notification, to: string, ended: AbortSignal): Promise<AttemptResult> {
    const { smtpUrl, from, publicUrl, clock } = this.options;
    const message = personMessage(notification, publicUrl, clock.now());
    ended.throwIfAborted();
    const transport = createTransport({
      ...mailServerOf(smtpUrl),
      connectionTimeout: CONNECT_LIMIT_MS,
      greetingTimeout: CONNECT_LIMIT_MS,
      socketTimeout: SILENCE_LIMIT_MS,
      dnsTimeout: CONNECT_LIMIT_MS,
      // What was given up could otherwise still be sent, and its socket would hold up the end of the process.
      socketCloseTimeout: 0,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    try {
      const sent = (await transport.sendMail({
        from,
        to: { name: '', address: to },
        signal: ended,
        subject: message.title,
        text: textBody(message),
        html: htmlBody(message),
        // The same in every attempt, so that mailboxes drop a second copy.
        messageId: this.idOf(`${notification.eventId}.${hashOf(to)}`),
        ...(message.thread === null ? {} : { references: [this.idOf(message.thread)] }),
        headers: { 'Auto-Submitted': 'auto-generated' },
      })) as { response: string };
      return { result: 'delivered', httpStatus: null, answer: sent.response };
    } catch (error) {
      if (ended.aborted) throw error;
      return mailFailure(error);
    }
  }

  private idOf(local: string): string {
    const domain = /@([^\s<>@]+)>?\s*$/.exec(this.options.from)?.[1] ?? 'localhost';
    return `<${local}@${domain}>`;
  }
}

function hashOf(to: string): string {
  return createHash('sha256').update(to).digest('hex').slice(0, 12);
}

function mailFailure(error: unknown): AttemptResult {
  const { responseCode, response, command } = error as { responseCode?: number; response?: string; command?: string };
  const said = `the mail server did not take it: ${messageOf(error)}`;
  if (command === 'RCPT TO' && REFUSED_RECIPIENT.includes(responseCode)) {
    return { result: 'refused', httpStatus: null, answer: response ?? null, gone: false, error: said };
  }
  return failed(null, said, response ?? null);
}
