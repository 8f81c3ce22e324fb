import {
  type Channel,
  type Digest,
  type JsonObject,
  channels,
  digestPeriods,
  eventTypes,
  isTimeZone,
} from '@adcp-orchestrator/domain';
import type { Subscription } from '@adcp-orchestrator/ledger';
import { z } from 'zod';
import { answerComponent, bodyComponent, pageOf } from '../docs/components';
import { type InvalidValue, inBody } from '../problems/problem';
import { line } from '../validation/text';
import { wording } from '../validation/zod-wording';

const MAIL_TO = 'mailto:';
/** Longer ones exist on no server (RFC 5321). */
const MAX_MAIL_ADDRESS = 254;

const address = z.string().min(1).max(2_048);
const mailTo = z.email().max(MAX_MAIL_ADDRESS);
const wantedEvents = z
  .array(z.enum(eventTypes))
  .max(eventTypes.length)
  .transform((events) => [...new Set(events)])
  .meta({ override: { type: 'array', items: { type: 'string', enum: [...eventTypes] } } });

const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, wording('must be a time of day', 'Write it like 22:00.'));
const timeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, wording('must be an IANA time zone', 'Write it like Europe/Berlin or UTC.'));
const quietHours = z
  .strictObject({
    time_zone: timeZone.describe('An IANA time zone such as `Europe/Berlin`'),
    from: timeOfDay.describe('When they begin, by the clock there'),
    to: timeOfDay.describe('When they end; before `from`: on the next day'),
  })
  .refine(({ from, to }) => from !== to, {
    path: ['to'],
    ...wording('must be another time than "from"', 'Write another time, or leave "quiet_hours" out.'),
  })
  .describe('What comes in this time is held back, and sent at its end. `operation.attention` passes');

const DEFAULT_DIGEST_TIME = '08:00';
const digest = z
  .strictObject({
    every: z.enum(digestPeriods).describe('`hourly`: at each full hour; `daily`: at the time `at`'),
    at: timeOfDay.optional().describe(`With \`daily\`: when, by the clock there; ${DEFAULT_DIGEST_TIME} when absent`),
    time_zone: timeZone.default('UTC').describe('An IANA time zone such as `Europe/Berlin`'),
    urgent: z
      .boolean()
      .default(true)
      .describe(
        'true: what a person must see to, and deadlines that are near, come at once and by themselves. false: they wait for the digest too',
      ),
  })
  .refine(({ every, at }) => every === 'daily' || at === undefined, {
    path: ['at'],
    ...wording('belongs to "daily"', 'Leave it out: an hourly digest comes at the full hour.'),
  })
  .describe(
    'For `email` and `slack`: what happens is gathered into one message, with what needs a person first. Nothing is sent when nothing happened',
  );
type DigestBody = z.output<typeof digest>;

export const newSubscriptionBody = bodyComponent(
  'NewSubscription',
  z.strictObject({
    channel: z
      .enum(channels)
      .default('webhook')
      .describe('`webhook` needs `url`, `slack` needs the `url` of an incoming webhook, `email` needs `to`'),
    url: address.optional(),
    to: mailTo.optional(),
    events: wantedEvents.default([]).describe('Empty: every type'),
    seller_id: line(64).optional().describe('Only what concerns this seller'),
    user_id: line(200).optional().describe('Only what this user asked for, as the operation names them'),
    quiet_hours: quietHours.optional(),
    digest: digest.optional(),
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
    digest: digest.nullable().optional().describe('Replaced as a whole. null: none, each turn by itself'),
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
  digest: z
    .object({
      every: z.enum(digestPeriods).describe('How often it comes'),
      at: z.string().nullable().describe('When a daily one comes; null for an hourly one'),
      time_zone: z.string().describe('An IANA time zone'),
      urgent: z.boolean().describe('Whether what is pressing comes at once, by itself'),
    })
    .nullable()
    .describe('null: each turn is told by itself'),
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

/** @returns a digest with everything that the request left out */
export function digestOf({ every, at = DEFAULT_DIGEST_TIME, ...rest }: DigestBody): Digest {
  return { every, at: every === 'daily' ? at : null, ...rest };
}

/** @returns why this channel can have no digest; nothing when it can */
export function digestProblems(channel: Channel, wanted: unknown): InvalidValue[] {
  if (channel !== 'webhook' || wanted === undefined || wanted === null) return [];
  return [
    inBody(
      '/digest',
      'is for people: it belongs to the channels email and slack',
      'Leave it out: a webhook gets each event.',
    ),
  ];
}

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
    digest: row.digest === null ? null : { ...row.digest },
    description: row.description,
    enabled: row.disabled_at === null,
    disabled_reason: row.disabled_reason,
    previous_secret_until: row.previous_secret_until?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
  };
}
