import type { Pool } from 'pg';
import type { OperationType } from '@adcp-orchestrator/domain';

/** What a webhook says of the operation that it is about. */
export interface WebhookSubject {
  tenantId: string;
  sellerId: string;
  /** Our operation's id, when the seller echoes it. */
  operationId: string | null;
  taskId: string | null;
}

export interface WebhookOperation {
  id: string;
  type: OperationType;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Finds the operation that a webhook is about (AdCP 3.0 webhooks, correlation). Our own id counts first; it must be of
 * the same tenant and seller. Then counts the seller's task, also one that the operation was bound to before a person
 * sent it again. A task that two operations share identifies neither.
 * @returns null when no operation, or more than one, is meant
 */
export async function findWebhookOperation(pool: Pool, subject: WebhookSubject): Promise<WebhookOperation | null> {
  const { tenantId, sellerId, operationId, taskId } = subject;
  const ownId = operationId !== null && UUID.test(operationId) ? operationId : null;
  if (ownId === null && taskId === null) return null;
  const { rows } = await pool.query<WebhookOperation & { by_id: boolean }>({
    name: 'webhook-operation',
    text: `
(SELECT id, type, true AS by_id FROM operations WHERE id = $3 AND tenant_id = $1 AND seller_id = $2)
UNION ALL
(SELECT id, type, false FROM operations WHERE tenant_id = $1 AND seller_id = $2 AND task_id = $4 LIMIT 2)
UNION
(SELECT o.id, o.type, false
 FROM former_tasks f JOIN operations o ON o.tenant_id = f.tenant_id AND o.id = f.operation_id
 WHERE f.tenant_id = $1 AND f.seller_id = $2 AND f.task_id = $4 LIMIT 2)`,
    values: [tenantId, sellerId, ownId, taskId],
  });
  const byId = rows.find((row) => row.by_id);
  const byTask = rows.filter((row) => !row.by_id);
  const found = byId ?? (byTask.length === 1 ? byTask[0] : undefined);
  return found === undefined ? null : { id: found.id, type: found.type };
}
