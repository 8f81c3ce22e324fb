import type { Pool } from 'pg';

/** Beyond this the exact number no longer matters to whoever scales by it. */
const MOST = 10_000;

/** @returns deliveries that are due and that nobody is sending, at most 10,000 */
export async function countOverdueDeliveries(pool: Pool, now: Date): Promise<number> {
  const { rows } = await pool.query<{ overdue: number }>({
    name: 'delivery-overdue',
    text: `SELECT count(*)::int AS overdue FROM (
             SELECT 1 FROM deliveries
             WHERE due_at <= $1 AND (lease_until IS NULL OR lease_until < clock_timestamp()) LIMIT ${MOST}) due`,
    values: [now.toISOString()],
  });
  return rows[0]?.overdue ?? 0;
}
