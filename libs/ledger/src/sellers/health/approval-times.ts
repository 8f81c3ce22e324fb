import type { PoolClient } from 'pg';
import type { SellerRef } from '@adcp-orchestrator/domain';

/** The upper ends of the histogram, in seconds: a minute, ten, an hour, four, a day. Longer ones follow them. */
export const approvalSteps = [60, 600, 3_600, 14_400, 86_400] as const;

/** How long a seller's people took, over its last 200 approvals. */
export interface ApprovalTimes {
  samples: number;
  /** Percentiles in seconds; null when there are fewer than five approvals. */
  percentiles: { p50: number; p90: number; p95: number } | null;
  /** How many took up to each of `approvalSteps`, and no less than the one before; the last are longer than all. */
  counts: readonly number[];
}

const SAMPLES = 200;
const MIN_SAMPLES = 5;

/**
 * Reads how long the last approvals took, from waiting for them to a good end. The seller's own times count where it has
 * given them.
 */
export async function readApprovalTimes(client: PoolClient, { tenantId, sellerId }: SellerRef): Promise<ApprovalTimes> {
  const counted = [...approvalSteps, Infinity].map((upTo, place) => {
    const above = place === 0 ? '' : `seconds > ${approvalSteps[place - 1]}`;
    const within = upTo === Infinity ? '' : `seconds <= ${upTo}`;
    return `(count(*) FILTER (WHERE ${[above, within].filter(Boolean).join(' AND ')}))::int`;
  });
  const { rows } = await client.query<{ samples: number; p50: number; p90: number; p95: number; counts: number[] }>({
    name: 'health-approval',
    text: `
SELECT count(*)::int AS samples, percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS p50,
  percentile_cont(0.9) WITHIN GROUP (ORDER BY seconds) AS p90,
  percentile_cont(0.95) WITHIN GROUP (ORDER BY seconds) AS p95, ARRAY[${counted.join(', ')}] AS counts
FROM (SELECT coalesce(approval_seconds, extract(epoch FROM settled_at - pending_since)::float8) AS seconds
        FROM operations
      WHERE tenant_id = $1 AND seller_id = $2 AND pending_since IS NOT NULL AND settled_at IS NOT NULL
        AND status IN ('created', 'active', 'completed')
      ORDER BY settled_at DESC LIMIT $3) recent`,
    values: [tenantId, sellerId, SAMPLES],
  });
  const { samples = 0, p50 = 0, p90 = 0, p95 = 0, counts = [] } = rows[0] ?? {};
  return { samples, counts, percentiles: samples < MIN_SAMPLES ? null : { p50, p90, p95 } };
}
