import type { Pool } from 'pg';
import { installedHere } from '../restore/installed-here';

/**
 * Lists operations whose time to be overdue has come, and which the gate has not seen overdue. One with a call under way
 * is left until the call is over: a write now could keep its worker from starting the call.
 * @param now of the injected clock
 */
export async function passedOverdueTimes(
  pool: Pool,
  now: Date,
  limit: number,
): Promise<{ tenantId: string; operationId: string }[]> {
  const { rows } = await pool.query<{ tenant_id: string; id: string }>({
    name: 'overdue-passed',
    text: `SELECT tenant_id, id FROM operations
           WHERE ${installedHere} AND overdue_at IS NOT NULL AND NOT overdue AND overdue_at <= $1
             AND (lease_until IS NULL OR lease_until < clock_timestamp())
           ORDER BY overdue_at LIMIT $2`,
    values: [now.toISOString(), limit],
  });
  return rows.map((row) => ({ tenantId: row.tenant_id, operationId: row.id }));
}
