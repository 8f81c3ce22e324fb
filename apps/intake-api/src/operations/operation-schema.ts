import { attentionReasons, dialectNames, operationStatuses, operationTypes } from '@adcp-orchestrator/domain';
import { z } from 'zod';
import { answerComponent, pageOf } from '../docs/components';

const instantText = z.iso.datetime();

export const operationErrorSchema = answerComponent(
  'OperationError',
  z.object({
    code: z.string(),
    message: z.string().describe("A rejection's reason is here"),
    recovery: z.enum(['transient', 'correctable', 'terminal']).nullable(),
    field: z.string().nullable(),
    suggestion: z.string().nullable(),
    retry_after: z.number().nullable().describe('Seconds'),
    details: z.unknown(),
  }),
);

const attentionSchema = answerComponent(
  'Attention',
  z.object({
    reason: z.enum(attentionReasons).describe('Why a person is needed'),
    since: instantText.describe('Since when for this reason'),
    what_to_do: z.string().describe('In plain words, for a trader'),
  }),
);

const operationShape = {
  id: z.uuid(),
  type: z.enum(operationTypes),
  status: z.enum(operationStatuses),
  seller_id: z.string(),
  seller_status: z.string().nullable().describe("The seller's last word about the operation"),
  seller_task_status: z.string().nullable().describe("The seller's last word about its task"),
  waiting_reason: z
    .string()
    .nullable()
    .describe(
      'What holds the sending back: a pause of the seller or the tenant, since when, and what ends it; null otherwise, and in notifications',
    ),
  attention: attentionSchema.nullable().describe('null while no person is needed'),
  message: z.string().nullable(),
  task_id: z.string().nullable(),
  context_id: z.string().nullable(),
  po_number: z.string().nullable(),
  user_id: z.string().nullable(),
  media_buy_id: z
    .string()
    .nullable()
    .describe(
      'The buy of the outcome; before it, the one that the seller has named while it waits: `status` tells whether it is booked',
    ),
  creative_deadline: z.string().nullable(),
  result: z.unknown().describe("The seller's result, as it sent it"),
  result_omitted: z
    .boolean()
    .describe('True in lists and notifications when the result has more than 64 KiB: read the operation itself for it'),
  error: operationErrorSchema.nullable(),
  estimated_completion: z
    .object({ p50: instantText, p90: instantText })
    .nullable()
    .describe("From the seller's own history; null without history, and when no approval is waited for"),
  allowed_actions: z.array(z.enum(['poll', 'cancel', 'retry', 'resolve'])),
  attempt: z.int().describe('Calls made to the seller'),
  retry_of: z.uuid().nullable().describe('The operation that this one repeats'),
  cancel_requested_at: instantText.nullable(),
  late: z.boolean().describe('It was settled after its deadline'),
  conflicts: z.int().describe('How often the seller contradicted itself; the timeline has each'),
  next_poll_at: instantText.nullable(),
  deadline_at: instantText,
  created_at: instantText,
  updated_at: instantText,
  settled_at: instantText.nullable(),
  version: z.int(),
};

export const operationSchema = answerComponent('Operation', z.object(operationShape));
export const operationPageSchema = pageOf('OperationPage', operationSchema);

export const actedOperationSchema = answerComponent(
  'ActedOperation',
  z.object({ ...operationShape, consequence: z.string().describe('What the action means, for a person') }),
);

export const timelineEntrySchema = answerComponent(
  'TimelineEntry',
  z.object({
    id: z.string(),
    at: instantText,
    kind: z.string().describe('accepted, claimed, transition, learned, duplicate, stale, conflict, unwritable'),
    source: z.string().describe('intake, lease, response, poll, webhook, reconcile, operator, timer'),
    from_status: z.enum(operationStatuses).nullable(),
    to_status: z.enum(operationStatuses).nullable(),
    actor: z.string().nullable().describe('The API key, worker or delivery that made it'),
    reason: z.string(),
    seller_status: z.string().nullable(),
    seller_task_status: z.string().nullable(),
    task_id: z.string().nullable(),
    message: z.string().nullable(),
    http_status: z.int().nullable(),
    duration_ms: z.number().nullable(),
    attempt: z.int().nullable(),
    media_buy_id: z.string().nullable(),
    error: operationErrorSchema.nullable(),
    version: z.int().describe("The operation's version that it led to"),
  }),
);
export const timelinePageSchema = pageOf('TimelinePage', timelineEntrySchema);

export const operationExample = {
  id: '01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11',
  type: 'create_media_buy',
  status: 'pending_approval',
  seller_id: 'acme',
  seller_status: 'pending_manual',
  seller_task_status: 'assigned',
  waiting_reason: null,
  attention: null,
  message: 'Media buy requires publisher approval',
  task_id: 'task_123',
  context_id: null,
  po_number: 'PO-1',
  user_id: 'trader@desk',
  media_buy_id: null,
  creative_deadline: null,
  result: null,
  result_omitted: false,
  error: null,
  estimated_completion: { p50: '2026-03-02T10:00:00.000Z', p90: '2026-03-02T13:00:00.000Z' },
  allowed_actions: ['poll', 'resolve'],
  attempt: 1,
  retry_of: null,
  cancel_requested_at: null,
  late: false,
  conflicts: 0,
  next_poll_at: '2026-03-02T09:02:00.000Z',
  deadline_at: '2026-03-03T09:00:00.000Z',
  created_at: '2026-03-02T09:00:00.000Z',
  updated_at: '2026-03-02T09:00:01.000Z',
  settled_at: null,
  version: 4,
};

/** Named here so that the documentation of other features uses the same words for dialects. */
export const dialectSchema = z.enum(dialectNames);
