import type { EntitySchemaColumnOptions } from 'typeorm';
import {
  type AttentionReason,
  type Call,
  type CallColumns,
  type JsonObject,
  type Operation,
  type OperationSummary,
  badEnds,
  statusesOfKind,
} from '@adcp-orchestrator/domain';

/** The unique index that gives a `po_number` to one create per seller. */
export const HELD_PO_NUMBER = 'operations_held_po_number';

/**
 * The bad ends as an SQL list, for `status IN (...)`. The same words as in the indexes, or the planner does not use
 * them.
 */
export const badEndList = badEnds.map((status) => `'${status}'`).join(', ');

/** The pending statuses as an SQL list, in the same way. */
export const pendingList = statusesOfKind('pending')
  .map((status) => `'${status}'`)
  .join(', ');

type SnakeCase<S extends string> = S extends `${infer Head}${infer Rest}`
  ? `${Head extends Lowercase<Head> ? Head : `_${Lowercase<Head>}`}${SnakeCase<Rest>}`
  : S;

/**
 * The fields of an operation that have a column each. The summary of the calls stands beside them, for SQL and for the
 * previous release.
 */
export type OperationFields = Omit<
  Operation,
  'attention' | 'deadlineSeconds' | 'calls' | 'holdsPoNumber' | 'summary' | 'statusSince'
> &
  CallColumns & {
    /** Null for what the previous release has taken in. It is then read from the request. */
    summary: OperationSummary | null;
    /** Null only while the migration fills old rows. */
    statusSince: Date | null;
    /** As JSON; null for operations from before this was kept. */
    calls: (Omit<Call, 'startedAt'> & { startedAt: string })[] | null;
    /** Null means no: the operation had ended before this was kept. */
    holdsPoNumber: boolean | null;
    attentionReason: AttentionReason | null;
    attentionSince: Date | null;
    attentionAssignee: string | null;
    attentionNote: string | null;
    /** Null for operations from before this was kept. */
    deadlineSeconds: number | null;
  };

/**
 * A row of `operations`. Properties have the names of the columns, so rows that SQL and TypeORM read are alike. The
 * fields of `Operation` bring their columns along; the others are read only where they are needed.
 */
export type OperationRow = { [Field in keyof OperationFields as SnakeCase<Field>]: OperationFields[Field] } & {
  request: JsonObject;
  request_hash: string;
  idempotency_header: string | null;
  /** `{tool, arguments}`, sealed: the arguments can hold a webhook secret. Context `operation/<id>/call`. */
  frozen_call_sealed: Buffer | null;
  lease_owner: string | null;
  lease_until: Date | null;
};

/** The type of each column of `operations`. The workers build their SQL from this without loading TypeORM. */
export const operationTable = {
  tenant_id: { type: 'uuid', primary: true },
  id: { type: 'uuid', primary: true },
  seller_id: { type: 'text' },
  dialect: { type: 'text' },
  type: { type: 'text' },
  status: { type: 'text' },
  status_since: { type: 'timestamptz', nullable: true },
  request: { type: 'jsonb' },
  request_hash: { type: 'text' },
  idempotency_header: { type: 'text', nullable: true },
  po_number: { type: 'text', nullable: true },
  holds_po_number: { type: 'boolean', nullable: true },
  user_id: { type: 'text', nullable: true },
  summary: { type: 'jsonb', nullable: true },
  account: { type: 'jsonb', nullable: true },
  buyer_ref: { type: 'text', nullable: true },
  request_key: { type: 'uuid' },
  calls: { type: 'jsonb', nullable: true },
  frozen_call_sealed: { type: 'bytea', nullable: true },
  frozen_revision: { type: 'integer', nullable: true },
  attempt: { type: 'integer', default: 0 },
  attempts_in_budget: { type: 'integer', default: 0 },
  call_started_at: { type: 'timestamptz', nullable: true },
  first_call_at: { type: 'timestamptz', nullable: true },
  may_have_executed: { type: 'boolean', default: false },
  lease_owner: { type: 'text', nullable: true },
  lease_until: { type: 'timestamptz', nullable: true },
  seller_status: { type: 'text', nullable: true },
  seller_task_status: { type: 'text', nullable: true },
  message: { type: 'text', nullable: true },
  task_id: { type: 'text', nullable: true },
  pending_media_buy_id: { type: 'text', nullable: true },
  context_id: { type: 'text', nullable: true },
  outcome: { type: 'jsonb', nullable: true },
  outcome_fingerprint: { type: 'text', nullable: true },
  error: { type: 'jsonb', nullable: true },
  poll_attempt: { type: 'integer', default: 0 },
  due_kind: { type: 'text', nullable: true },
  due_at: { type: 'timestamptz', nullable: true },
  deadline_at: { type: 'timestamptz' },
  deadline_seconds: { type: 'double precision', nullable: true },
  deadline_passed_at: { type: 'timestamptz', nullable: true },
  deadline_warned_for: { type: 'timestamptz', nullable: true },
  overdue_at: { type: 'timestamptz', nullable: true },
  overdue: { type: 'boolean', default: false },
  pending_since: { type: 'timestamptz', nullable: true },
  approval_seconds: { type: 'double precision', nullable: true },
  attention_reason: { type: 'text', nullable: true },
  attention_since: { type: 'timestamptz', nullable: true },
  attention_assignee: { type: 'text', nullable: true },
  attention_note: { type: 'text', nullable: true },
  acknowledged: { type: 'jsonb', nullable: true },
  late: { type: 'boolean', default: false },
  conflicts: { type: 'integer', default: 0 },
  last_conflict: { type: 'text', nullable: true },
  retry_of: { type: 'uuid', nullable: true },
  repeats_doubt: { type: 'boolean', default: false },
  cancel_requested_at: { type: 'timestamptz', nullable: true },
  event_sequence: { type: 'integer', default: 0 },
  version: { type: 'integer', default: 1 },
  created_at: { type: 'timestamptz' },
  updated_at: { type: 'timestamptz' },
  settled_at: { type: 'timestamptz', nullable: true },
} satisfies Record<keyof OperationRow, EntitySchemaColumnOptions>;
