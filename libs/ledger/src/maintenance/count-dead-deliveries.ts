import type { Pool } from 'pg';

/** Notifications of one tenant that were given up, and that nobody has sent again. */
export interface DeadDeliveryCount {
  tenantId: string;
  count: number;
}

/** Counting stops here: an operator needs to know that it is many, not how many. */
const COUNT_LIMIT = 10_000;

/** Counts dead letters, over all tenants, by an index that holds nothing else. */
export async function countDeadDeliveries(pool: Pool): Promise<DeadDeliveryCount[]> {
  const { rows } = await pool.query<DeadDeliveryCount>({
    name: 'stats-dead-deliveries',
    text: `
SELECT tenant_id AS "tenantId", count(*)::int AS count FROM (
  SELECT tenant_id FROM deliveries WHERE status = 'dead' LIMIT $1) d
GROUP BY tenant_id`,
    values: [COUNT_LIMIT],
  });
  return rows;
}
