import { type JsonObject, eventTypes } from '@adcp-orchestrator/domain';
import type { SubscriptionRow } from '@adcp-orchestrator/ledger';
import { z } from 'zod';
import { answerComponent, bodyComponent, pageOf } from '../docs/components';
import { line } from '../validation/text';

export const newSubscriptionBody = bodyComponent(
  'NewSubscription',
  z.strictObject({
    url: z.string().min(1, 'must not be empty').max(2_048, 'must have at most 2048 characters'),
    events: z
      .array(z.enum(eventTypes, `must be one of ${eventTypes.join(', ')}`))
      .max(eventTypes.length)
      .default([])
      .transform((events) => [...new Set(events)])
      .meta({ override: { type: 'array', items: { type: 'string', enum: [...eventTypes] }, default: [] } })
      .describe('Empty: every type'),
    description: line(500).optional(),
  }),
);
export type NewSubscriptionBody = z.output<typeof newSubscriptionBody>;

const shape = {
  id: z.uuid(),
  url: z.string(),
  events: z.array(z.enum(eventTypes)).describe('Empty: every type'),
  description: z.string().nullable(),
  created_at: z.iso.datetime(),
};

export const subscriptionSchema = answerComponent('Subscription', z.object(shape));
export const subscriptionPageSchema = pageOf('SubscriptionPage', subscriptionSchema);
export const newSubscriptionSchema = answerComponent(
  'CreatedSubscription',
  z.object({
    ...shape,
    secret: z.string().describe('`whsec_...`, for verifying (Standard Webhooks); shown this once'),
  }),
);

export function subscriptionView(row: SubscriptionRow): JsonObject {
  return {
    id: row.id,
    url: row.url,
    events: row.events,
    description: row.description,
    created_at: row.created_at.toISOString(),
  };
}
