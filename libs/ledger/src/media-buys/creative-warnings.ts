import type { Pool } from 'pg';
import { installedHere } from '../restore/installed-here';

/** A media buy whose desk has to be warned that creatives are missing. */
export interface CreativeWarning {
  tenantId: string;
  operationId: string;
  creativeDeadline: string;
}

/**
 * Takes warnings that are due. The gate clears a warning in the statement that writes its notification. If the worker
 * dies before that, the warning is taken again after `holdSeconds`.
 * @param now of the injected clock
 */
export async function takeCreativeWarnings(
  pool: Pool,
  now: Date,
  holdSeconds: number,
  limit: number,
): Promise<CreativeWarning[]> {
  const { rows } = await pool.query<{ tenant_id: string; operation_id: string; creative_deadline: string }>({
    name: 'creatives-warn',
    text: `
WITH due AS MATERIALIZED (
  SELECT tenant_id, seller_id, media_buy_id FROM media_buys
  WHERE ${installedHere} AND creatives_warn_at <= $1 AND creative_deadline IS NOT NULL
  ORDER BY creatives_warn_at LIMIT $3 FOR UPDATE SKIP LOCKED
)
UPDATE media_buys m SET creatives_warn_at = $1::timestamptz + make_interval(secs => $2)
FROM due d
WHERE m.tenant_id = d.tenant_id AND m.seller_id = d.seller_id AND m.media_buy_id = d.media_buy_id
RETURNING m.tenant_id, m.operation_id, m.creative_deadline`,
    values: [now.toISOString(), holdSeconds, limit],
  });
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    operationId: row.operation_id,
    creativeDeadline: row.creative_deadline,
  }));
}
