import type { Pool } from 'pg';
import { isSettled, operationStatuses } from '@adcp-orchestrator/domain';

const open = operationStatuses.filter((status) => !isSettled(status));

/**
 * Counts a tenant's operations without an end, by the index of statuses.
 * @param most the count stops here
 */
export async function countOpenOperations(pool: Pick<Pool, 'query'>, tenantId: string, most: number): Promise<number> {
  const { rows } = await pool.query<{ used: number }>({
    name: 'count-open-operations',
    text: `SELECT count(*)::int AS used FROM (
             SELECT 1 FROM operations o WHERE o.tenant_id = $1 AND o.status = ANY ($2::text[]) LIMIT $3) n`,
    values: [tenantId, open, most],
  });
  return rows[0]?.used ?? 0;
}

/** @returns how many sellers the tenant has that are not deleted */
export async function countSellers(pool: Pick<Pool, 'query'>, tenantId: string): Promise<number> {
  const { rows } = await pool.query<{ used: number }>({
    name: 'count-sellers',
    text: 'SELECT count(*)::int AS used FROM sellers WHERE tenant_id = $1 AND deleted_at IS NULL',
    values: [tenantId],
  });
  return rows[0]?.used ?? 0;
}

/** @returns how many subscriptions the tenant has that are not deleted */
export async function countSubscriptions(pool: Pick<Pool, 'query'>, tenantId: string): Promise<number> {
  const { rows } = await pool.query<{ used: number }>({
    name: 'count-subscriptions',
    text: 'SELECT count(*)::int AS used FROM subscriptions WHERE tenant_id = $1 AND deleted_at IS NULL',
    values: [tenantId],
  });
  return rows[0]?.used ?? 0;
}
