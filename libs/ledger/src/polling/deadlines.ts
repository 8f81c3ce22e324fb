import type { Pool } from 'pg';
import { DEADLINE_NEAR_SECONDS } from '@adcp-orchestrator/domain';
import { installedHere } from '../restore/installed-here';

/**
 * Lists operations whose deadline has passed and was not acted on yet.
 * @param now of the injected clock
 */
export async function passedDeadlines(
  pool: Pool,
  now: Date,
  limit: number,
): Promise<{ tenantId: string; operationId: string }[]> {
  const { rows } = await pool.query<{ tenant_id: string; id: string }>({
    name: 'deadlines-passed',
    text: `SELECT tenant_id, id FROM operations
           WHERE ${installedHere} AND deadline_passed_at IS NULL AND settled_at IS NULL AND deadline_at <= $1
           ORDER BY deadline_at LIMIT $2`,
    values: [now.toISOString(), limit],
  });
  return rows.map((row) => ({ tenantId: row.tenant_id, operationId: row.id }));
}

/**
 * Lists operations whose deadline is near, and of which the desk was not warned. The rule is the domain's
 * `deadlineNearAt`, which decides again; here it bounds what is looked at. One with a call under way is left until the
 * call is over.
 * @param now of the injected clock
 */
export async function nearDeadlines(
  pool: Pool,
  now: Date,
  limit: number,
): Promise<{ tenantId: string; operationId: string }[]> {
  const { rows } = await pool.query<{ tenant_id: string; id: string }>({
    name: 'deadlines-near',
    text: `SELECT tenant_id, id FROM operations
           WHERE ${installedHere} AND deadline_passed_at IS NULL AND settled_at IS NULL
             AND deadline_at <= $1::timestamptz + make_interval(secs => ${DEADLINE_NEAR_SECONDS})
             AND deadline_at - make_interval(secs => least(deadline_seconds / 4, ${DEADLINE_NEAR_SECONDS})) <= $1
             AND deadline_at > $1 AND deadline_warned_for IS DISTINCT FROM deadline_at
             AND (lease_until IS NULL OR lease_until < clock_timestamp())
           ORDER BY deadline_at LIMIT $2`,
    values: [now.toISOString(), limit],
  });
  return rows.map((row) => ({ tenantId: row.tenant_id, operationId: row.id }));
}
