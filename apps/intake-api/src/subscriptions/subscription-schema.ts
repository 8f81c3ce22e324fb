import { type JsonObject, channels, eventTypes } from '@adcp-orchestrator/domain';
import type { Subscription } from '@adcp-orchestrator/ledger';
import { z } from 'zod';
import { answerComponent, bodyComponent, pageOf } from '../docs/components';
import { line } from '../validation/text';

const MAIL_TO = 'mailto:';
/** Longer ones exist on no server (RFC 5321). */
const MAX_MAIL_ADDRESS = 254;

export const newSubscriptionBody = bodyComponent(
  'NewSubscription',
  z.strictObject({
    channel: z
      .enum(channels, `must be one of ${channels.join(', ')}`)
      .default('webhook')
      .describe('`webhook` needs `url`, `slack` needs the `url` of an incoming webhook, `email` needs `to`'),
    url: z.string().min(1, 'must not be empty').max(2_048, 'must have at most 2048 characters').optional(),
    to: z
      .email('must be one mail address, such as trader@desk.example')
      .max(MAX_MAIL_ADDRESS, `must have at most ${MAX_MAIL_ADDRESS} characters`)
      .optional(),
    events: z
      .array(z.enum(eventTypes, `must be one of ${eventTypes.join(', ')}`))
      .max(eventTypes.length)
      .default([])
      .transform((events) => [...new Set(events)])
      .meta({ override: { type: 'array', items: { type: 'string', enum: [...eventTypes] }, default: [] } })
      .describe('Empty: every type'),
    seller_id: line(64).optional().describe('Only what concerns this seller'),
    user_id: line(200).optional().describe('Only what this user asked for, as the operation names them'),
    description: line(500).optional(),
  }),
);
export type NewSubscriptionBody = z.output<typeof newSubscriptionBody>;

const shape = {
  id: z.uuid(),
  channel: z.enum(channels),
  url: z
    .string()
    .nullable()
    .describe('null for `email`. For `slack` only the server: the rest of the address is kept like a password'),
  to: z.string().nullable().describe('The mail address; null for the other channels'),
  events: z.array(z.enum(eventTypes)).describe('Empty: every type'),
  seller_id: z.string().nullable().describe('null: every seller'),
  user_id: z.string().nullable().describe('null: every user'),
  description: z.string().nullable(),
  created_at: z.iso.datetime(),
};

export const subscriptionSchema = answerComponent('Subscription', z.object(shape));
export const subscriptionPageSchema = pageOf('SubscriptionPage', subscriptionSchema);
export const newSubscriptionSchema = answerComponent(
  'CreatedSubscription',
  z.object({
    ...shape,
    secret: z
      .string()
      .nullable()
      .describe(
        '`whsec_...`, for verifying webhooks (Standard Webhooks); shown this once. null for the other channels',
      ),
  }),
);

/** @returns a mail address as the column for addresses keeps it */
export function mailUrl(to: string): string {
  return MAIL_TO + to;
}

/** @returns the mail address in that column */
export function mailAddress(url: string): string {
  return url.slice(MAIL_TO.length);
}

export function subscriptionView(row: Subscription): JsonObject {
  const isMail = row.channel === 'email';
  return {
    id: row.id,
    channel: row.channel,
    url: isMail ? null : row.url,
    to: isMail ? mailAddress(row.url) : null,
    events: row.events,
    seller_id: row.seller_id,
    user_id: row.user_id,
    description: row.description,
    created_at: row.created_at.toISOString(),
  };
}
