import { EntitySchema } from 'typeorm';
import type { Answer, JsonObject } from '@adcp-orchestrator/domain';

/**
 * `held`: a process works on it. `done`: the gate has committed it. `unmatched`: kept until its task is bound.
 * `conflict`: the gate has committed it as a contradiction.
 */
export const ClaimStatus = { held: 'held', done: 'done', unmatched: 'unmatched', conflict: 'conflict' } as const;
export type ClaimStatus = (typeof ClaimStatus)[keyof typeof ClaimStatus];

/** The durable claim on one delivery of one seller's webhook. */
export interface WebhookClaimRow {
  tenant_id: string;
  seller_id: string;
  delivery_key: string;
  payload_hash: string;
  status: ClaimStatus;
  held_until: Date | null;
  task_id: string | null;
  operation_id: string | null;
  body: JsonObject;
  /** What the dialect read in the body. The gate can get it later, when the task is bound. */
  answer: Answer;
  received_at: Date;
  finished_at: Date | null;
}

export const WebhookClaimEntity = /* @__PURE__ */ new EntitySchema<WebhookClaimRow>({
  name: 'webhook_claims',
  columns: {
    tenant_id: { type: 'uuid', primary: true },
    seller_id: { type: 'text', primary: true },
    delivery_key: { type: 'text', primary: true },
    payload_hash: { type: 'text' },
    status: { type: 'text' },
    held_until: { type: 'timestamptz', nullable: true },
    task_id: { type: 'text', nullable: true },
    operation_id: { type: 'uuid', nullable: true },
    body: { type: 'jsonb' },
    answer: { type: 'jsonb' },
    received_at: { type: 'timestamptz', default: () => 'now()' },
    finished_at: { type: 'timestamptz', nullable: true },
  },
  indices: [
    {
      name: 'webhook_claims_unmatched',
      columns: ['tenant_id', 'seller_id', 'task_id'],
      where: `status = 'unmatched'`,
    },
    { name: 'webhook_claims_held', columns: ['held_until'], where: `status = 'held'` },
    { name: 'webhook_claims_received', columns: ['received_at'] },
  ],
});
