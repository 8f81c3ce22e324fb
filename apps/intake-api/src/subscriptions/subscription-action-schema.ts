import type { JsonObject } from '@adcp-orchestrator/domain';
import { z } from 'zod';
import { answerComponent, bodyComponent } from '../docs/components';
import { instant } from '../validation/text';
import type { SubscriptionTest } from './testing-a-subscription';

const MAX_OVERLAP_HOURS = 168;

export const rotateBody = bodyComponent(
  'RotateSecret',
  z.strictObject({
    overlap_hours: z
      .int()
      .min(0)
      .max(MAX_OVERLAP_HOURS)
      .default(24)
      .describe('For how long both secrets sign. 0 ends the old one at once: for a secret that leaked'),
  }),
);
export type RotateBody = z.output<typeof rotateBody>;

export const recoverBody = bodyComponent(
  'RecoverSubscription',
  z.strictObject({ since: instant.describe('Events of this time and later; at most 30 days back') }),
);
export type RecoverBody = z.output<typeof recoverBody>;

export const recoverySchema = answerComponent(
  'Recovery',
  z.object({
    owed: z.int().describe('How many deliveries are owed again'),
    next_since: z.iso
      .datetime()
      .nullable()
      .describe('Not null: there are more events than one call looks at. Call again with this as `since`'),
  }),
);

export const subscriptionTestSchema = answerComponent(
  'SubscriptionTest',
  z.object({
    event_id: z.uuid(),
    result: z.enum(['delivered', 'failed', 'refused']),
    http_status: z.int().nullable().describe('Null without an answer, and for mail'),
    answer: z.string().nullable().describe('The first KiB of what came back'),
    error: z.string().nullable(),
    duration_ms: z.int(),
  }),
);

export function subscriptionTestView({ eventId, result, durationMs }: SubscriptionTest): JsonObject {
  return {
    event_id: eventId,
    result: result.result,
    http_status: result.httpStatus,
    answer: result.answer,
    error: result.result === 'delivered' ? null : result.error,
    duration_ms: durationMs,
  };
}
