import {
  attentionReasons,
  dialectNames,
  operationStatuses,
  operationTypes,
  operatorActions,
  waitingParties,
} from '@adcp-orchestrator/domain';
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
    assignee: z.string().nullable().describe('Who looks after it, as somebody of yours set it'),
    note: z.string().nullable().describe('What somebody of yours wrote about it'),
  }),
);

const summarySchema = answerComponent(
  'OperationSummary',
  z.object({
    total_budget: z
      .object({ amount: z.number(), currency: z.string().nullable() })
      .nullable()
      .describe("The request's total; for a create without one, the sum of its packages"),
    start: z.string().nullable().describe('As the request says it: a date, an instant, or `asap`'),
    end: z.string().nullable(),
    packages: z.int().nullable().describe('How many'),
    brand: z.string().nullable(),
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
  status_since: instantText.describe('When it came into this status'),
  summary: summarySchema,
  waiting_for: z
    .enum(waitingParties)
    .nullable()
    .describe(
      'Whose move is next: the `seller`, the `desk` (a person of yours), or `us` (this service sends, asks or reconciles); null when it is settled',
    ),
  overdue: z
    .boolean()
    .describe(
      'An approval takes longer than nine of ten of this seller (of at least 20); without such a history, half the time to the deadline has passed. The poller marks it within seconds of `overdue_at`; filters and counts say the same',
    ),
  overdue_at: instantText.nullable().describe('From when on it counts as overdue; null when it is settled'),
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
    .object({
      p50: instantText.nullable().describe('Half of the approvals come by then; null when that has passed'),
      p90: instantText.describe('Nine of ten come by then'),
      source: z
        .enum(['history', 'default'])
        .describe("`history`: the seller's own approvals; `default`: 2 to 4 hours, until it has a history"),
    })
    .nullable()
    .describe('When an approval will probably come; null when none is waited for, and when both times have passed'),
  allowed_actions: z.array(z.enum(operatorActions)),
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
const request = z
  .record(z.string(), z.unknown())
  .describe('What the desk asked for, as the seller gets it; without what this service adds');
export const readOperationSchema = answerComponent(
  'ReadOperation',
  z.object({
    ...operationShape,
    repeated_by: z
      .uuid()
      .nullable()
      .describe('The operation that repeats this one, at most one; another `retry` answers with it'),
    request,
  }),
);
export const operationPageSchema = pageOf(
  'OperationPage',
  answerComponent(
    'ListedOperation',
    z.object({
      ...operationShape,
      request: request
        .optional()
        .describe('With `include=request`. Absent if it has more than 65,536 characters: read the operation itself'),
    }),
  ),
);

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
  status_since: '2026-03-02T09:00:01.000Z',
  seller_id: 'acme',
  seller_status: 'pending_manual',
  seller_task_status: 'assigned',
  waiting_reason: null,
  summary: {
    total_budget: { amount: 25_000, currency: 'USD' },
    start: '2026-04-01',
    end: '2026-04-30',
    packages: 2,
    brand: 'acme.example',
  },
  waiting_for: 'seller',
  overdue: false,
  overdue_at: '2026-03-02T13:00:01.000Z',
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
  estimated_completion: { p50: '2026-03-02T10:00:01.000Z', p90: '2026-03-02T13:00:01.000Z', source: 'history' },
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

export const readOperationExample = {
  ...operationExample,
  repeated_by: null,
  request: {
    packages: ['premium_sports', 'drive_time'],
    po_number: 'PO-1',
    total_budget: 25_000,
    currency: 'USD',
    start_date: '2026-04-01',
    end_date: '2026-04-30',
    brand: 'acme.example',
  },
};

/** Named here so that the documentation of other features uses the same words for dialects. */
export const dialectSchema = z.enum(dialectNames);
