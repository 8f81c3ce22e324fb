import { createHash } from 'node:crypto';
import type { Channel } from '@adcp-orchestrator/domain';
import type { Config } from '@adcp-orchestrator/platform';
import { createSigningSecret } from '@adcp-orchestrator/notifications';
import { outboundUrlProblem } from '../validation/outbound-url';
import { mailUrl } from './subscription-schema';

/** Where a subscription is told. */
export interface Receiver {
  /** As it may be shown. */
  url: string;
  /** What is sealed: a webhook's signing secret, a mail address, a chat's URL. */
  secret: string;
  /** The same for two subscriptions of one address; null for a webhook. */
  key: string | null;
}

export interface ReceiverProblem {
  pointer: string;
  detail: string;
}

/** What a receiver is made of. */
export interface ReceiverFields {
  channel: Channel;
  url?: string;
  to?: string;
}

/** @returns the receiver that a new subscription names, or everything that is wrong with it */
export function receiverOf(body: ReceiverFields, config: Config): Receiver | ReceiverProblem[] {
  return body.channel === 'email' ? mailbox(body, config) : address(body, config);
}

function mailbox({ url, to }: ReceiverFields, { mail }: Config): Receiver | ReceiverProblem[] {
  const problems: ReceiverProblem[] = [];
  if (url !== undefined)
    problems.push({ pointer: '/url', detail: 'belongs to the channels webhook and slack; leave it out' });
  if (mail === null) {
    problems.push({
      pointer: '/channel',
      detail: 'cannot be email: this installation has no mail server. Whoever runs it sets SMTP_URL and MAIL_FROM',
    });
  }
  if (to === undefined) {
    return [...problems, { pointer: '/to', detail: 'is missing: the mail address that is to be told' }];
  }
  if (problems.length > 0) return problems;
  return { url: mailUrl(to), secret: to, key: `email:${to.toLowerCase()}` };
}

function address({ channel, url, to }: ReceiverFields, config: Config): Receiver | ReceiverProblem[] {
  const problems: ReceiverProblem[] = [];
  if (to !== undefined) problems.push({ pointer: '/to', detail: 'belongs to the channel email; leave it out' });
  const problem =
    url === undefined
      ? 'is missing: the address that is to be called'
      : outboundUrlProblem(url, config.allowPrivateNetworks);
  if (problem !== null) problems.push({ pointer: '/url', detail: problem });
  if (url === undefined || problems.length > 0) return problems;
  if (channel !== 'slack') return { url, secret: createSigningSecret(), key: null };
  const hash = createHash('sha256').update(url).digest('hex');
  return { url: `${new URL(url).origin}/`, secret: url, key: `slack:${hash}` };
}
