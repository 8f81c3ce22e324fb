import { DIGEST_EVENT, DeliveryStatus, type JsonObject, channels, eventTypes } from '@adcp-orchestrator/domain';
import type { DeliveryHistory, DeliveryWithEvent } from '@adcp-orchestrator/ledger';
import { z } from 'zod';
import { answerComponent, pageOf } from '../docs/components';
import { pageQuery } from '../paging/page-query';

const statuses = Object.values(DeliveryStatus);
const tellable = [...eventTypes, DIGEST_EVENT] as const;

export const deliveryQuery = z.strictObject({
  status: z.enum(statuses).optional(),
  operation_id: z.uuid().optional(),
  subscription_id: z.uuid().optional(),
  channel: z.enum(channels).optional().describe('Those that go by this way'),
  event_type: z.enum(tellable).optional().describe('Those that tell of this'),
  digest_id: z.uuid().optional().describe('Those that this delivery of a digest carries'),
  ...pageQuery,
});
export type DeliveryQuery = z.output<typeof deliveryQuery>;

export const deliveryShape = {
  id: z.uuid(),
  status: z
    .enum(statuses)
    .describe(
      '`gathered` is carried by the delivery `digest_id`, which tells what became of it; `dead` is tried again only by a redelivery',
    ),
  event_id: z.uuid().describe('The same in every repetition: receivers drop duplicates by it'),
  event_type: z
    .enum(tellable)
    .describe(`What it tells; \`${DIGEST_EVENT}\` carries the deliveries whose \`digest_id\` it is`),
  sequence: z.int().describe("The number of the event among its operation's; 0 for one that is not numbered"),
  operation_id: z.uuid().nullable().describe('null for an event of a seller, and for a digest'),
  digest_id: z.uuid().nullable().describe('The delivery of the digest that carries it; null: it is sent by itself'),
  subscription_id: z.uuid(),
  attempt_count: z.int(),
  next_attempt_at: z.iso.datetime().nullable(),
  last_error: z.string().nullable(),
  created_at: z.iso.datetime(),
  delivered_at: z.iso.datetime().nullable(),
};

export const deliverySchema = answerComponent('Delivery', z.object(deliveryShape));
export const deliveryPageSchema = pageOf('DeliveryPage', deliverySchema);
export const deliveryHistorySchema = answerComponent(
  'DeliveryHistory',
  z.object({
    ...deliveryShape,
    payload: z.record(z.string(), z.unknown()).describe('What is sent'),
    attempts: z.array(
      z.object({
        attempt: z.int(),
        at: z.iso.datetime(),
        http_status: z.int().nullable(),
        duration_ms: z.int(),
        error: z.string().nullable(),
        answer: z
          .string()
          .nullable()
          .describe('The first KiB of what the receiver answered; null without an answer, and after 30 days'),
      }),
    ),
  }),
);

export function deliveryView(row: DeliveryWithEvent): JsonObject {
  return {
    id: row.id,
    status: row.status,
    event_id: row.event_id,
    event_type: row.event_type,
    sequence: Math.max(0, row.event_sequence),
    operation_id: row.operation_id,
    digest_id: row.digest_id,
    subscription_id: row.subscription_id,
    attempt_count: row.attempts,
    next_attempt_at: row.due_at?.toISOString() ?? null,
    last_error: row.last_error,
    created_at: row.created_at.toISOString(),
    delivered_at: row.delivered_at?.toISOString() ?? null,
  };
}

export function deliveryHistoryView({ delivery, payload, attempts }: DeliveryHistory): JsonObject {
  return {
    ...deliveryView(delivery),
    payload,
    attempts: attempts.map((attempt) => ({
      attempt: attempt.attempt,
      at: attempt.at.toISOString(),
      http_status: attempt.http_status,
      duration_ms: attempt.duration_ms,
      error: attempt.error,
      answer: attempt.answer,
    })),
  };
}
