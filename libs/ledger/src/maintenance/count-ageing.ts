import type { Pool } from 'pg';

/** Operations of one seller that wait for it longer than is usual. */
export interface AgeingCount {
  tenantId: string;
  sellerId: string;
  count: number;
}

/** Counting stops here: an operator needs to know that it is many, not how many. */
const COUNT_LIMIT = 100_000;

/** Counts the operations that are `overdue`, over all tenants, by an index that holds nothing else. */
export async function countAgeing(pool: Pool): Promise<AgeingCount[]> {
  const { rows } = await pool.query<AgeingCount>({
    name: 'stats-ageing',
    text: `
SELECT tenant_id AS "tenantId", seller_id AS "sellerId", count(*)::int AS count FROM (
  SELECT tenant_id, seller_id FROM operations WHERE overdue LIMIT $1) o
GROUP BY tenant_id, seller_id`,
    values: [COUNT_LIMIT],
  });
  return rows;
}
