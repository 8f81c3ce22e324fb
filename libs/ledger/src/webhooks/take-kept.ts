import type { Pool } from 'pg';
import type { Answer, OperationType } from '@adcp-orchestrator/domain';
import type { WebhookKey } from './claim-webhook';

/** A task that an operation was bound to just now. */
export interface TaskBinding {
  tenantId: string;
  sellerId: string;
  taskId: string;
}

/** A kept webhook whose operation is known now. Nobody else works on it while it is held. */
export interface KeptWebhook extends WebhookKey {
  operationId: string;
  operationType: OperationType;
  answer: Answer;
  receivedAt: Date;
}

/** For how many seconds nobody else may work on a webhook that was taken, by the database's clock. */
const HOLD_SECONDS = 30;
/** An expired hold is left alone for this many seconds. Its sender usually comes again, and the polls go on anyway. */
const ABANDONED_AFTER_SECONDS = 60;

interface KeptRow {
  tenant_id: string;
  seller_id: string;
  delivery_key: string;
  operation_id: string;
  operation_type: OperationType;
  answer: Answer;
  received_at: Date;
}

/** The columns of a taken webhook: `c` is its row, `k` what was found for it. */
const taken = `c.tenant_id, c.seller_id, c.delivery_key, c.operation_id, k.operation_type, c.answer, c.received_at`;
const hold = `clock_timestamp() + make_interval(secs => ${HOLD_SECONDS})`;
const sameClaim = `c.tenant_id = k.tenant_id AND c.seller_id = k.seller_id AND c.delivery_key = k.delivery_key`;
/** The one operation that has the task of the claim `c`. A task that two operations share identifies neither. */
const operationOfTask = `LATERAL (
    SELECT min(found.id::text)::uuid AS id, min(found.type) AS type, count(*) AS number
    FROM (SELECT o.id, o.type FROM operations o
          WHERE o.tenant_id = c.tenant_id AND o.seller_id = c.seller_id AND o.task_id = c.task_id LIMIT 2) found
  ) o`;
const free = `(c.held_until IS NULL OR c.held_until < clock_timestamp())`;

/**
 * Takes the webhooks that are kept for these tasks.
 * @returns in the order in which they came
 */
export async function takeKeptOf(pool: Pool, bindings: readonly TaskBinding[], limit: number): Promise<KeptWebhook[]> {
  const { rows } = await pool.query<KeptRow>({
    name: 'webhook-take-kept-of',
    text: `
WITH k AS MATERIALIZED (
  SELECT c.tenant_id, c.seller_id, c.delivery_key, o.id AS operation_id, o.type AS operation_type
  FROM unnest($1::uuid[], $2::text[], $3::text[]) AS bound(tenant_id, seller_id, task_id)
  JOIN webhook_claims c ON c.tenant_id = bound.tenant_id AND c.seller_id = bound.seller_id
    AND c.task_id = bound.task_id AND c.status = 'unmatched'
  CROSS JOIN ${operationOfTask}
  WHERE o.number = 1 AND ${free}
  ORDER BY c.received_at LIMIT $4
  FOR UPDATE OF c SKIP LOCKED
)
UPDATE webhook_claims c SET held_until = ${hold}, operation_id = k.operation_id
FROM k WHERE ${sameClaim} AND c.status = 'unmatched'
RETURNING ${taken}`,
    values: [
      bindings.map(({ tenantId }) => tenantId),
      bindings.map(({ sellerId }) => sellerId),
      bindings.map(({ taskId }) => taskId),
      limit,
    ],
  });
  return inOrder(rows);
}

/** Sorts before every task. */
const NO_TASK: TaskBinding = { tenantId: '00000000-0000-0000-0000-000000000000', sellerId: '', taskId: '' };

/**
 * Lists one page of the tasks that webhooks are kept for, whether or not an operation is bound to them.
 * @param after the last task of the previous page; null begins with the first
 */
export async function listKeptTasks(pool: Pool, after: TaskBinding | null, limit: number): Promise<TaskBinding[]> {
  const { tenantId, sellerId, taskId } = after ?? NO_TASK;
  const { rows } = await pool.query<{ tenant_id: string; seller_id: string; task_id: string }>({
    name: 'webhook-kept-tasks',
    text: `
SELECT DISTINCT tenant_id, seller_id, task_id FROM webhook_claims
WHERE status = 'unmatched' AND task_id IS NOT NULL AND (tenant_id, seller_id, task_id) > ($1::uuid, $2, $3)
ORDER BY tenant_id, seller_id, task_id LIMIT $4`,
    values: [tenantId, sellerId, taskId, limit],
  });
  return rows.map((row) => ({ tenantId: row.tenant_id, sellerId: row.seller_id, taskId: row.task_id }));
}

/** Takes webhooks whose receiver died after the claim. Their senders got no answer, and may not come again. */
export async function takeAbandoned(pool: Pool, limit: number): Promise<KeptWebhook[]> {
  const { rows } = await pool.query<KeptRow>({
    name: 'webhook-take-abandoned',
    text: `
WITH k AS MATERIALIZED (
  SELECT c.tenant_id, c.seller_id, c.delivery_key, o.type AS operation_type
  FROM webhook_claims c JOIN operations o ON o.tenant_id = c.tenant_id AND o.id = c.operation_id
  WHERE c.status = 'held' AND c.held_until < clock_timestamp() - make_interval(secs => ${ABANDONED_AFTER_SECONDS})
  LIMIT $1
  FOR UPDATE OF c SKIP LOCKED
)
UPDATE webhook_claims c SET held_until = ${hold} FROM k WHERE ${sameClaim} AND c.status = 'held'
RETURNING ${taken}`,
    values: [limit],
  });
  return inOrder(rows);
}

/** UPDATE returns rows in any order, but the seller's first word must reach the gate first. */
function inOrder(rows: KeptRow[]): KeptWebhook[] {
  return rows
    .sort((one, other) => one.received_at.getTime() - other.received_at.getTime())
    .map((row) => ({
      tenantId: row.tenant_id,
      sellerId: row.seller_id,
      deliveryKey: row.delivery_key,
      operationId: row.operation_id,
      operationType: row.operation_type,
      answer: row.answer,
      receivedAt: row.received_at,
    }));
}
