import { createHash } from 'node:crypto';
import type { Channel } from '@adcp-orchestrator/domain';
import type { Config } from '@adcp-orchestrator/platform';
import { createSigningSecret } from '@adcp-orchestrator/notifications';
import { type InvalidValue, inBody } from '../problems/problem';
import { outboundUrlProblem } from '../validation/outbound-url';
import { REQUIRED } from '../validation/zod-wording';
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

/** What a receiver is made of. */
export interface ReceiverFields {
  channel: Channel;
  url?: string;
  to?: string;
}

/** @returns the receiver that a new subscription names, or everything that is wrong with it */
export function receiverOf(body: ReceiverFields, config: Config): Receiver | InvalidValue[] {
  return body.channel === 'email' ? mailbox(body, config) : address(body, config);
}

function mailbox({ url, to }: ReceiverFields, { mail }: Config): Receiver | InvalidValue[] {
  const problems: InvalidValue[] = [];
  if (url !== undefined) problems.push(inBody('/url', 'belongs to the channels webhook and slack', 'Leave it out.'));
  if (mail === null) {
    problems.push(
      inBody(
        '/channel',
        'cannot be email: this installation has no mail server',
        'Ask whoever runs it to set SMTP_URL and MAIL_FROM, or take another channel.',
      ),
    );
  }
  if (to === undefined) {
    return [...problems, inBody('/to', REQUIRED, 'Add the mail address, such as trader@desk.example.')];
  }
  if (problems.length > 0) return problems;
  return { url: mailUrl(to), secret: to, key: `email:${to.toLowerCase()}` };
}

function address({ channel, url, to }: ReceiverFields, config: Config): Receiver | InvalidValue[] {
  const problems: InvalidValue[] = [];
  if (to !== undefined) problems.push(inBody('/to', 'belongs to the channel email', 'Leave it out.'));
  const problem = url === undefined ? REQUIRED : outboundUrlProblem(url, config.allowPrivateNetworks);
  if (problem !== null) {
    problems.push(inBody('/url', problem, 'Give the address to call, such as https://desk.example/hooks.'));
  }
  if (url === undefined || problems.length > 0) return problems;
  if (channel !== 'slack') return { url, secret: createSigningSecret(), key: null };
  const hash = createHash('sha256').update(url).digest('hex');
  return { url: `${new URL(url).origin}/`, secret: url, key: `slack:${hash}` };
}
