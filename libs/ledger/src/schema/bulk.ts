import type { JsonObject } from '@adcp-orchestrator/domain';
import { EntitySchema } from 'typeorm';
import type { Actor } from '../audit/record-audit';

export const BulkStatus = { running: 'running', done: 'done', stopped: 'stopped' } as const;
export type BulkStatus = (typeof BulkStatus)[keyof typeof BulkStatus];

export const BulkItemStatus = { waiting: 'waiting', done: 'done', refused: 'refused' } as const;
export type BulkItemStatus = (typeof BulkItemStatus)[keyof typeof BulkItemStatus];

/** One action on a frozen selection of operations. */
export interface BulkJobRow {
  tenant_id: string;
  id: string;
  /** The action with its body. */
  action: JsonObject;
  /** Only finds out what the action would do. */
  dry_run: boolean;
  status: BulkStatus;
  total: number;
  done: number;
  refused: number;
  /** Who asked for it: the actor of each item. */
  actor: Actor;
  idempotency_key: string | null;
  request_hash: string;
  created_at: Date;
  /** When it last moved on: the job that waits for longest goes first. */
  updated_at: Date;
  ended_at: Date | null;
  lease_owner: string | null;
  lease_until: Date | null;
}

/** One operation of a selection, and what became of it. */
export interface BulkItemRow {
  tenant_id: string;
  job_id: string;
  position: number;
  operation_id: string;
  status: BulkItemStatus;
  /** The kind of problem for which it was refused. */
  problem: string | null;
  /** What it means, or why it was refused, in words. */
  detail: string | null;
  /** The operation that the action made, if it made one. */
  made_operation_id: string | null;
}

export const BulkJobEntity = /* @__PURE__ */ new EntitySchema<BulkJobRow>({
  name: 'bulk_jobs',
  columns: {
    tenant_id: { type: 'uuid', primary: true },
    id: { type: 'uuid', primary: true },
    action: { type: 'jsonb' },
    dry_run: { type: 'boolean' },
    status: { type: 'text' },
    total: { type: 'integer' },
    done: { type: 'integer', default: 0 },
    refused: { type: 'integer', default: 0 },
    actor: { type: 'jsonb' },
    idempotency_key: { type: 'text', nullable: true },
    request_hash: { type: 'text' },
    created_at: { type: 'timestamptz', default: () => 'now()' },
    updated_at: { type: 'timestamptz', default: () => 'now()' },
    ended_at: { type: 'timestamptz', nullable: true },
    lease_owner: { type: 'text', nullable: true },
    lease_until: { type: 'timestamptz', nullable: true },
  },
  indices: [
    { name: 'bulk_jobs_key', columns: ['tenant_id', 'idempotency_key'], unique: true },
    { name: 'bulk_jobs_running', columns: ['updated_at'], where: "status = 'running'" },
    { name: 'bulk_jobs_ended', columns: ['ended_at'], where: 'ended_at IS NOT NULL' },
  ],
});

export const BulkItemEntity = /* @__PURE__ */ new EntitySchema<BulkItemRow>({
  name: 'bulk_items',
  columns: {
    tenant_id: { type: 'uuid', primary: true },
    job_id: { type: 'uuid', primary: true },
    position: { type: 'integer', primary: true },
    operation_id: { type: 'uuid' },
    status: { type: 'text', default: 'waiting' },
    problem: { type: 'text', nullable: true },
    detail: { type: 'text', nullable: true },
    made_operation_id: { type: 'uuid', nullable: true },
  },
});
