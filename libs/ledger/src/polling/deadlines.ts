import type { Pool } from 'pg';

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
           WHERE deadline_passed_at IS NULL AND settled_at IS NULL AND deadline_at <= $1
           ORDER BY deadline_at LIMIT $2`,
    values: [now.toISOString(), limit],
  });
  return rows.map((row) => ({ tenantId: row.tenant_id, operationId: row.id }));
}
