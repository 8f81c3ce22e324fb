import type { Pool } from 'pg';
import type { AskedKey } from '@adcp-orchestrator/domain';

/** What was done under an `Idempotency-Key`. */
export interface AskedBefore extends AskedKey {
  /** The operation that it was done to, or that it made. */
  operationId: string;
}

/**
 * Finds a person's action by its key: in the operation's timeline, or in that of the operation that repeats it.
 * @returns null when the key was not used for this operation
 */
export async function findAsked(
  pool: Pool,
  tenantId: string,
  operationId: string,
  key: string,
): Promise<AskedBefore | null> {
  const { rows } = await pool.query<{ operation_id: string; asked: AskedKey }>({
    name: 'operation-asked',
    text: `SELECT t.operation_id, t.detail -> 'asked' AS asked
           FROM timeline t
           WHERE t.tenant_id = $1 AND t.detail #>> '{asked,key}' = $3
             AND t.operation_id = ANY (ARRAY(SELECT $2::uuid UNION ALL
               SELECT o.id FROM operations o WHERE o.tenant_id = $1 AND o.retry_of = $2))
           ORDER BY t.id LIMIT 1`,
    values: [tenantId, operationId, key],
  });
  const [row] = rows;
  return row === undefined ? null : { ...row.asked, operationId: row.operation_id };
}
