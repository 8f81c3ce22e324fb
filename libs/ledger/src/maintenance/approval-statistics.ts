import type { Pool } from 'pg';

/** How many of a seller's last approvals the estimate is made of. */
const SAMPLES = 200;
/** With fewer approvals than this there is no estimate. */
const MIN_SAMPLES = 5;

/**
 * Computes and stores how long a seller's people take: median and 90th percentile over its last 200 approvals.
 * The seller's own times count where it has given them.
 * @returns seconds; null when there are fewer than five approvals
 */
export async function refreshApprovalStatistics(
  pool: Pool,
  seller: { tenantId: string; sellerId: string },
): Promise<{ p50: number; p90: number } | null> {
  const { rows } = await pool.query<{ p50: number | null; p90: number | null }>({
    name: 'approval-statistics',
    text: `
WITH recent AS (
  SELECT coalesce(approval_seconds, extract(epoch FROM settled_at - pending_since)::float8) AS seconds FROM operations
  WHERE tenant_id = $1 AND seller_id = $2 AND pending_since IS NOT NULL AND settled_at IS NOT NULL
    AND status IN ('created', 'active', 'completed')
  ORDER BY settled_at DESC LIMIT $3
), known AS (
  SELECT count(*)::int AS samples, CASE WHEN count(*) >= $4 THEN percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) END AS p50,
         CASE WHEN count(*) >= $4 THEN percentile_cont(0.9) WITHIN GROUP (ORDER BY seconds) END AS p90 FROM recent
), counted AS (
  INSERT INTO seller_approvals AS a (tenant_id, seller_id, samples) SELECT $1, $2, samples FROM known
  ON CONFLICT (tenant_id, seller_id) DO UPDATE SET samples = EXCLUDED.samples WHERE a.samples <> EXCLUDED.samples
)
UPDATE sellers s SET approval_p50_seconds = known.p50, approval_p90_seconds = known.p90 FROM known
WHERE s.tenant_id = $1 AND s.id = $2 RETURNING known.p50, known.p90`,
    values: [seller.tenantId, seller.sellerId, SAMPLES, MIN_SAMPLES],
  });
  const [row] = rows;
  return row === undefined || row.p50 === null || row.p90 === null ? null : { p50: row.p50, p90: row.p90 };
}
