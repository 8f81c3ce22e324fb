import type { Pool } from 'pg';
import { type OperationStatus, sellerKey } from '@adcp-orchestrator/domain';

/** A due row that nobody holds, as it was read: it is taken only if its version is still this one. */
export interface Candidate {
  id: string;
  version: number;
  status: OperationStatus;
  mayHaveExecuted: boolean;
  callStartedAt: Date | null;
  dueAt: Date;
}

/** A seller with due work. */
export interface SellerWithWork {
  tenantId: string;
  sellerId: string;
  maxConcurrency: number;
  /** Live leases on its operations, in all replicas. */
  leased: number;
  /** Longest waiting first. */
  candidates: Candidate[];
}

interface CandidateRow {
  tenant_id: string;
  seller_id: string;
  max_concurrency: number;
  leased: number;
  id: string;
  version: number;
  status: OperationStatus;
  may_have_executed: boolean;
  call_started_at: Date | null;
  due_at: Date;
}

/**
 * Reads who has due work, and what a claim may take of it: rows that wait to be sent, or whose call was lost with its
 * worker, also while the seller had shown that it was working on it.
 * @param enough all sellers together have about so many candidates, and each has at least one
 */
export async function claimCandidates(pool: Pool, now: Date, enough: number): Promise<SellerWithWork[]> {
  // A lateral LIMIT 1 where EXISTS would say the same: EXISTS is planned as a join over all due rows.
  const { rows } = await pool.query<CandidateRow>({
    name: 'lease-candidates',
    text: `
SELECT s.tenant_id, s.seller_id, s.max_concurrency, s.leased,
  o.id, o.version, o.status, o.may_have_executed, o.call_started_at, o.due_at
FROM (
  SELECT s.tenant_id, s.id AS seller_id, (s.limits->>'maxConcurrency')::int AS max_concurrency,
    count(*) OVER () AS sellers,
    (SELECT count(*)::int FROM operations l
     WHERE l.tenant_id = s.tenant_id AND l.seller_id = s.id
       AND l.lease_owner IS NOT NULL AND l.lease_until >= clock_timestamp()) AS leased
  FROM sellers s CROSS JOIN LATERAL (
    SELECT 1 FROM operations o
    WHERE o.tenant_id = s.tenant_id AND o.seller_id = s.id AND o.due_kind = 'submit' AND o.due_at <= $1 LIMIT 1
  ) work
) s CROSS JOIN LATERAL (
  SELECT * FROM operations o
  WHERE o.tenant_id = s.tenant_id AND o.seller_id = s.seller_id AND o.due_kind = 'submit' AND o.due_at <= $1
    AND (o.status IN ('requested', 'submitting') OR (o.status = 'working' AND o.task_id IS NULL))
    AND (o.lease_until IS NULL OR o.lease_until < clock_timestamp())
  ORDER BY o.due_at LIMIT $2::int / s.sellers + 1
) o`,
    values: [now.toISOString(), enough],
  });
  const sellers = new Map<string, SellerWithWork>();
  for (const row of rows) {
    const key = sellerKey({ tenantId: row.tenant_id, sellerId: row.seller_id });
    let seller = sellers.get(key);
    if (seller === undefined) {
      seller = {
        tenantId: row.tenant_id,
        sellerId: row.seller_id,
        maxConcurrency: row.max_concurrency,
        leased: row.leased,
        candidates: [],
      };
      sellers.set(key, seller);
    }
    seller.candidates.push({
      id: row.id,
      version: row.version,
      status: row.status,
      mayHaveExecuted: row.may_have_executed,
      callStartedAt: row.call_started_at,
      dueAt: row.due_at,
    });
  }
  return [...sellers.values()];
}
