import { EntitySchema } from 'typeorm';
import type { JsonObject, MediaBuyStatus } from '@adcp-orchestrator/domain';
import { listIndexes } from './operation-lists';
import { HELD_PO_NUMBER, type OperationRow, badEndList, operationTable, pendingList } from './operation-table';

export const OperationEntity = new EntitySchema<OperationRow>({
  name: 'operations',
  columns: operationTable,
  foreignKeys: [
    { target: 'operations', columnNames: ['tenant_id', 'retry_of'], referencedColumnNames: ['tenant_id', 'id'] },
  ],
  // Pages run by the primary key: ids are UUIDv7, so they are ordered by time.
  indices: [
    // The two guards of intake.
    {
      name: 'operations_idempotency_header',
      columns: ['tenant_id', 'idempotency_header'],
      unique: true,
      where: 'idempotency_header IS NOT NULL',
    },
    {
      name: HELD_PO_NUMBER,
      columns: ['tenant_id', 'seller_id', 'po_number'],
      unique: true,
      where: 'holds_po_number',
    },
    // Finds operations that ended badly: what a seller says of a reference may be about one of them.
    {
      name: 'operations_freed_po_number',
      columns: ['tenant_id', 'seller_id', 'po_number'],
      where: `po_number IS NOT NULL AND status IN (${badEndList})`,
    },
    {
      name: 'operations_freed_buyer_ref',
      columns: ['tenant_id', 'seller_id', 'buyer_ref'],
      where: `buyer_ref IS NOT NULL AND status IN (${badEndList})`,
    },
    // An operation is repeated at most once.
    {
      name: 'operations_repetition',
      columns: ['tenant_id', 'retry_of'],
      unique: true,
      where: 'retry_of IS NOT NULL',
    },
    // The rows that are due, for the workers. There is none of all sellers together: when one of them had the whole backlog,
    // the planner took that, and read the backlog once for every other seller.
    {
      name: 'operations_seller_due',
      columns: ['tenant_id', 'seller_id', 'due_kind', 'due_at'],
      where: 'due_at IS NOT NULL',
    },
    // Leases at a seller, over all replicas: they count against its concurrency.
    { name: 'operations_leased', columns: ['tenant_id', 'seller_id'], where: 'lease_owner IS NOT NULL' },
    {
      name: 'operations_deadline',
      columns: ['deadline_at'],
      where: `deadline_passed_at IS NULL AND settled_at IS NULL`,
    },
    // Those whose time to be overdue will come, for the timer.
    { name: 'operations_overdue_next', columns: ['overdue_at'], where: 'overdue_at IS NOT NULL AND NOT overdue' },
    { name: 'operations_task', columns: ['tenant_id', 'seller_id', 'task_id'], where: 'task_id IS NOT NULL' },
    {
      name: 'operations_approvals',
      columns: ['tenant_id', 'seller_id', 'settled_at'],
      where: 'pending_since IS NOT NULL AND settled_at IS NOT NULL',
    },
    // Counts what is pending by type and status, for the gauge. Nothing that has ended is in it.
    { name: 'operations_pending', columns: ['type', 'status'], where: `status IN (${pendingList})` },
    // Operations that need a person, by age.
    {
      name: 'operations_needing_attention',
      columns: ['tenant_id', 'status_since', 'id'],
      where: 'attention_reason IS NOT NULL',
    },
    // All that the gauge of them asks for, so that hardly a row is read.
    {
      name: 'operations_attention_counted',
      columns: ['tenant_id', 'type', 'attention_reason', 'attention_since', 'status_since'],
      where: 'attention_reason IS NOT NULL',
    },
    // The operations of a day, for its sums.
    { name: 'operations_settled', columns: ['tenant_id', 'settled_at'], where: 'settled_at IS NOT NULL' },
    {
      name: 'operations_past_deadline',
      columns: ['tenant_id', 'deadline_passed_at'],
      where: 'deadline_passed_at IS NOT NULL',
    },
    // The desk's list.
    ...listIndexes,
    { name: 'operations_list_status', columns: ['tenant_id', 'status', 'id'] },
    // By this a claim finds the ids that it names while there are no statistics. Without it, it walks through all of a tenant's.
    { name: 'operations_by_id', columns: ['id'] },
  ],
});

/**
 * A task that an operation was bound to before a person sent it again. The seller may still end it, and a buy that it
 * booked must be heard of.
 */
export interface FormerTaskRow {
  tenant_id: string;
  seller_id: string;
  task_id: string;
  operation_id: string;
  /** The key of the call that made the task; null for tasks from before this was kept. */
  request_key: string | null;
}

export const FormerTaskEntity = new EntitySchema<FormerTaskRow>({
  name: 'former_tasks',
  columns: {
    tenant_id: { type: 'uuid', primary: true },
    seller_id: { type: 'text', primary: true },
    task_id: { type: 'text', primary: true },
    operation_id: { type: 'uuid', primary: true },
    request_key: { type: 'uuid', nullable: true },
  },
  foreignKeys: [
    { target: 'operations', columnNames: ['tenant_id', 'operation_id'], referencedColumnNames: ['tenant_id', 'id'] },
  ],
  // For the deletion of an operation, whose foreign key is looked at.
  indices: [{ name: 'former_tasks_operation', columns: ['tenant_id', 'operation_id'] }],
});

export interface TimelineRow {
  id: string;
  tenant_id: string;
  operation_id: string;
  kind: string;
  source: string;
  from_status: string | null;
  to_status: string | null;
  actor: string | null;
  reason: string;
  detail: JsonObject;
  version: number;
  at: Date;
}

export const TimelineEntity = new EntitySchema<TimelineRow>({
  name: 'timeline',
  columns: {
    tenant_id: { type: 'uuid', primary: true },
    operation_id: { type: 'uuid', primary: true },
    id: { type: 'bigint', primary: true, generated: 'increment' },
    kind: { type: 'text' },
    source: { type: 'text' },
    from_status: { type: 'text', nullable: true },
    to_status: { type: 'text', nullable: true },
    actor: { type: 'text', nullable: true },
    reason: { type: 'text' },
    detail: { type: 'jsonb', default: {} },
    version: { type: 'integer' },
    at: { type: 'timestamptz' },
  },
});

export interface MediaBuyRow {
  tenant_id: string;
  seller_id: string;
  media_buy_id: string;
  operation_id: string;
  status: MediaBuyStatus;
  /** The seller's own word. */
  seller_status: string | null;
  /** ISO 8601, as the seller sent it. */
  creative_deadline: string | null;
  /** When to warn the desk that creatives are missing; null when there is nothing to warn of, or it was done. */
  creatives_warn_at: Date | null;
  /** When to ask the seller next; null when the buy is over, or has been followed long enough. */
  due_at: Date | null;
  asked_at: Date | null;
  created_at: Date;
  updated_at: Date;
}

export const MediaBuyEntity = new EntitySchema<MediaBuyRow>({
  name: 'media_buys',
  columns: {
    tenant_id: { type: 'uuid', primary: true },
    seller_id: { type: 'text', primary: true },
    media_buy_id: { type: 'text', primary: true },
    operation_id: { type: 'uuid' },
    status: { type: 'text' },
    seller_status: { type: 'text', nullable: true },
    creative_deadline: { type: 'text', nullable: true },
    creatives_warn_at: { type: 'timestamptz', nullable: true },
    due_at: { type: 'timestamptz', nullable: true },
    asked_at: { type: 'timestamptz', nullable: true },
    created_at: { type: 'timestamptz' },
    updated_at: { type: 'timestamptz' },
  },
  indices: [
    { name: 'media_buys_due', columns: ['tenant_id', 'seller_id', 'due_at'], where: 'due_at IS NOT NULL' },
    { name: 'media_buys_list', columns: ['tenant_id', 'status', 'operation_id'] },
    { name: 'media_buys_of_seller', columns: ['tenant_id', 'seller_id', 'status', 'operation_id'] },
    { name: 'media_buys_warn', columns: ['creatives_warn_at'], where: 'creatives_warn_at IS NOT NULL' },
  ],
});
