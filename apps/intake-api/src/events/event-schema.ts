import { operationEventTypes, operationTypes, sellerEventTypes } from '@adcp-orchestrator/domain';
import { z } from 'zod';
import { answerComponent } from '../docs/components';
import { operationExample, operationSchema } from '../operations/operation-schema';
import { pageQuery } from '../paging/page-query';

export const eventQuery = z.strictObject({
  limit: pageQuery.limit,
  cursor: z
    .string()
    .max(100)
    .optional()
    .describe('`next_cursor` or `position` of a page, or the id of an event of a stream; absent: the oldest events'),
});
export type EventQuery = z.output<typeof eventQuery>;

export const operationEventSchema = answerComponent(
  'OperationEvent',
  // Events are answered as they were written, by this release or another one, which may have had more to say.
  z.looseObject({
    id: z.uuid().describe('The same in every stream, page and notification: drop repetitions by it'),
    type: z.enum(operationEventTypes).describe('What happened'),
    sequence: z
      .int()
      .describe("The number of the event among its operation's, from 1 and without a gap; 0: it is not numbered"),
    occurred_at: z.iso.datetime().describe('When it happened'),
    operation_id: z.uuid().describe('The operation that it happened to'),
    operation_type: z.enum(operationTypes).describe('The type of the operation'),
    user_id: z.string().nullable().describe('For whom the operation was handed over'),
    message: z.string().describe('What happened, in one sentence for a person'),
    estimated_time: z.string().nullable().describe('How long this seller usually takes to approve, in words'),
    estimated_time_source: z
      .string()
      .nullish()
      .describe('Whether the estimate is from the history of this seller (`history`) or the general one (`default`)'),
    media_buy_id: z.string().nullable().describe('The buy of the outcome'),
    late: z.boolean().describe('The outcome came after the deadline'),
    created_at: z.iso.datetime().describe('When the operation was handed over'),
    operation: operationSchema
      .partial()
      .loose()
      .describe('The operation as it was after this event. Events of earlier releases lack what came later'),
  }),
);

export const sellerEventSchema = answerComponent(
  'SellerEvent',
  z.looseObject({
    id: z.uuid().describe('The same in every stream, page and notification: drop repetitions by it'),
    type: z.enum(sellerEventTypes).describe('What happened'),
    sequence: z.literal(0).describe('Events of sellers are not numbered'),
    occurred_at: z.iso.datetime().describe('When it happened'),
    operation_id: z.null().describe('It happened to no operation'),
    seller_id: z.string().describe('The seller that it happened to'),
    message: z.string().describe('What happened, in one sentence for a person'),
    error: z
      .object({
        code: z.string().describe('A short name of the error'),
        message: z.string().describe('What the error says'),
      })
      .nullable()
      .describe("The seller's last error"),
  }),
);

export const eventSchema = answerComponent('Event', z.union([operationEventSchema, sellerEventSchema]));

export const eventPageSchema = answerComponent(
  'EventPage',
  z.object({
    items: z.array(eventSchema).describe('The events, the oldest first'),
    next_cursor: z.string().nullable().describe('Passed back as `cursor` for the next page; null on the last one'),
    position: z
      .string()
      .describe(
        'Where this page ends: later events come behind it, as `cursor` of a page or `Last-Event-ID` of a stream',
      ),
  }),
);

export const eventExample = {
  id: '01936a1c-7e90-7b1e-9d0a-0f4f7d1c2a55',
  type: 'operation.pending_approval',
  sequence: 1,
  occurred_at: '2026-03-02T09:00:01.000Z',
  operation_id: operationExample.id,
  operation_type: 'create_media_buy',
  user_id: 'trader@desk',
  message: 'Your media buy requires publisher approval',
  estimated_time: 'usually 60 min, at most 4 h in nine of ten cases',
  media_buy_id: null,
  late: false,
  created_at: '2026-03-02T09:00:00.000Z',
  operation: operationExample,
};

export const sellerEventExample = {
  id: '01936a1c-7e90-7b1e-9d0a-0f4f7d1c2a56',
  type: 'seller.circuit_opened',
  sequence: 0,
  occurred_at: '2026-03-02T09:00:01.000Z',
  operation_id: null,
  seller_id: 'acme',
  message: 'acme does not answer. Nothing is sent to it until it answers again; what waits is kept',
  error: { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 203.0.113.7:443' },
};

const positionExample = '1772442000-48211-01936a1c-7e90-7b1e-9d0a-0f4f7d1c2a55';
export const eventPageExample = { items: [eventExample], next_cursor: null, position: positionExample };
export const eventStreamExample = `retry: 1000
id: 1772442000-48190-00000000-0000-0000-0000-000000000000
event: position
data: {"position":"1772442000-48190-00000000-0000-0000-0000-000000000000"}

id: ${positionExample}
event: operation.pending_approval
data: ${JSON.stringify(eventExample)}

: heartbeat
`;
