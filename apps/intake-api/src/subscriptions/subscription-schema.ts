import { type JsonObject, channels, eventTypes, isTimeZone } from '@adcp-orchestrator/domain';
import type { Subscription } from '@adcp-orchestrator/ledger';
import { z } from 'zod';
import { answerComponent, bodyComponent, pageOf } from '../docs/components';
import { line } from '../validation/text';

const MAIL_TO = 'mailto:';
/** Longer ones exist on no server (RFC 5321). */
const MAX_MAIL_ADDRESS = 254;

const address = z.string().min(1, 'must not be empty').max(2_048, 'must have at most 2048 characters');
const mailTo = z
  .email('must be one mail address, such as trader@desk.example')
  .max(MAX_MAIL_ADDRESS, `must have at most ${MAX_MAIL_ADDRESS} characters`);
const wantedEvents = z
  .array(z.enum(eventTypes, `must be one of ${eventTypes.join(', ')}`))
  .max(eventTypes.length)
  .transform((events) => [...new Set(events)])
  .meta({ override: { type: 'array', items: { type: 'string', enum: [...eventTypes] } } });

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 22:00');
const quietHours = z
  .strictObject({
    time_zone: z
      .string()
      .max(64, 'must have at most 64 characters')
      .refine(isTimeZone, 'must be an IANA time zone such as Europe/Berlin')
      .describe('An IANA time zone such as `Europe/Berlin`'),
    from: timeOfDay.describe('When they begin, by the clock there'),
    to: timeOfDay.describe('When they end; before `from`: on the next day'),
  })
  .refine(({ from, to }) => from !== to, { path: ['to'], error: 'must be another time than "from"' })
  .describe('What comes in this time is held back, and sent at its end. `operation.attention` passes');

export const newSubscriptionBody = bodyComponent(
  'NewSubscription',
  z.strictObject({
    channel: z
      .enum(channels, `must be one of ${channels.join(', ')}`)
      .default('webhook')
      .describe('`webhook` needs `url`, `slack` needs the `url` of an incoming webhook, `email` needs `to`'),
    url: address.optional(),
    to: mailTo.optional(),
    events: wantedEvents.default([]).describe('Empty: every type'),
    seller_id: line(64).optional().describe('Only what concerns this seller'),
    user_id: line(200).optional().describe('Only what this user asked for, as the operation names them'),
    quiet_hours: quietHours.optional(),
    description: line(500).optional(),
  }),
);
export type NewSubscriptionBody = z.output<typeof newSubscriptionBody>;

/** What a change may name. An absent field stays as it is; null takes a filter or the description away. */
export const subscriptionChangeBody = bodyComponent(
  'SubscriptionChange',
  z.strictObject({
    url: address.optional().describe('Another address, of the same channel'),
    to: mailTo.optional().describe('Another mail address'),
    events: wantedEvents.optional().describe('Empty: every type'),
    seller_id: line(64).nullable().optional(),
    user_id: line(200).nullable().optional(),
    quiet_hours: quietHours.nullable().optional().describe('null: none'),
    description: line(500).nullable().optional(),
    enabled: z
      .boolean()
      .optional()
      .describe('false: nothing is owed to it. A receiver that answers 410 disables it too'),
  }),
);
export type SubscriptionChangeBody = z.output<typeof subscriptionChangeBody>;

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
  quiet_hours: z
    .object({
      time_zone: z.string().describe('An IANA time zone'),
      from: z.string().describe('When they begin, by the clock there'),
      to: z.string().describe('When they end'),
    })
    .nullable()
    .describe('null: none'),
  description: z.string().nullable(),
  enabled: z.boolean().describe('false: nothing is owed to it, and what was owed is given up'),
  disabled_reason: z.string().nullable(),
  previous_secret_until: z.iso
    .datetime()
    .nullable()
    .describe('Until when a webhook is signed with the secret from before the rotation too'),
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
    quiet_hours: row.quiet_hours === null ? null : { ...row.quiet_hours },
    description: row.description,
    enabled: row.disabled_at === null,
    disabled_reason: row.disabled_reason,
    previous_secret_until: row.previous_secret_until?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
  };
}
