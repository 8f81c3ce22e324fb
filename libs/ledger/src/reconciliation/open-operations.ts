import type { Pool } from 'pg';
import type { Operation, SellerRef } from '@adcp-orchestrator/domain';
import { operationColumns, operationOf } from '../operations/operation-row';
import type { OperationRow } from '../schema/operation-table';

/**
 * Reads one page of a seller's operations that were sent and have no outcome, in the order of their ids.
 * @param after the last id of the previous page; null for the first
 */
export async function openOperations(
  pool: Pool,
  seller: SellerRef,
  after: string | null,
  limit: number,
): Promise<Operation[]> {
  const { rows } = await pool.query<OperationRow>({
    name: 'reconcile-open',
    text: `
SELECT ${operationColumns} FROM operations o
WHERE o.tenant_id = $1 AND o.seller_id = $2 AND o.due_kind = 'poll' AND o.due_at IS NOT NULL
  AND o.settled_at IS NULL AND ($3::uuid IS NULL OR o.id > $3)
ORDER BY o.id LIMIT $4`,
    values: [seller.tenantId, seller.sellerId, after, limit],
  });
  return rows.map(operationOf);
}

/**
 * @returns those of the task ids that belong to an operation of the seller: it is bound to the task, or was under its
 *   present key. A task of a key that a person's retry has replaced belongs to nobody: no operation follows it, and the
 *   seller may still book it
 */
export async function knownTaskIds(pool: Pool, seller: SellerRef, taskIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await pool.query<{ task_id: string }>({
    name: 'reconcile-known-tasks',
    text: `
SELECT o.task_id FROM operations o WHERE o.tenant_id = $1 AND o.seller_id = $2 AND o.task_id = ANY ($3::text[])
UNION
SELECT f.task_id FROM former_tasks f
JOIN operations o ON o.tenant_id = f.tenant_id AND o.id = f.operation_id AND o.request_key = f.request_key
WHERE f.tenant_id = $1 AND f.seller_id = $2 AND f.task_id = ANY ($3::text[])`,
    // An id with a NUL cannot be in the database, so no operation is bound to one.
    values: [seller.tenantId, seller.sellerId, taskIds.filter((taskId) => !taskId.includes('\u0000'))],
  });
  return new Set(rows.map((row) => row.task_id));
}
