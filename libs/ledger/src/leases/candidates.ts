import type { Pool } from 'pg';
import { sellerKey } from '@adcp-orchestrator/domain';
import { isPaused } from '../sellers/pauses';
import { installedHere } from '../restore/installed-here';

/** A due row that nobody holds, as it was read. A claim takes it only if its version is still this one. */
export interface Candidate {
  tenantId: string;
  id: string;
  version: number;
  dueAt: Date;
}

/** A seller with due work. */
export interface SellerWithWork {
  tenantId: string;
  sellerId: string;
  maxConcurrency: number;
  /** Live leases on its operations, over all replicas. */
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
  due_at: Date;
}

const maxConcurrency = `(s.limits->>'maxConcurrency')::int`;
const leased = `(SELECT count(*)::int FROM operations l
     WHERE l.tenant_id = s.tenant_id AND l.seller_id = s.id
       AND l.lease_owner IS NOT NULL AND l.lease_until >= clock_timestamp())`;

/**
 * Reads which sellers have due work, and what a claim may take of it. Due are rows that wait to be sent, and rows whose
 * worker was lost with their call, even when the seller had shown that it was working on it. Of a paused seller only the
 * latter are read, by the index of leases: what waits to be sent is passed over, however much it is. Whoever claims a lost
 * call asks the seller what became of it, and sends nothing.
 * @param enough about how many candidates to read in all; each seller gets at least one
 */
export async function claimCandidates(pool: Pool, now: Date, enough: number): Promise<SellerWithWork[]> {
  // At a paused seller the conditions on what is due are written so that only the index of leases can serve them: the
  // index of due rows would read all that waits. At the others, those on the status are written so that only the index of
  // due rows can: with statistics of a quiet time, the planner took a list's index, and read and sorted all that waited:
  // 218 ms instead of 5.
  // LATERAL with LIMIT 1 reads one due row per seller. EXISTS would say the same, but is planned as a join over all due
  // rows.
  const { rows } = await pool.query<CandidateRow>({
    name: 'lease-candidates',
    text: `
SELECT s.tenant_id, s.seller_id, s.max_concurrency, s.leased,
  o.id, o.version, o.due_at
FROM (
  SELECT s.tenant_id, s.id AS seller_id, ${maxConcurrency} AS max_concurrency, count(*) OVER () AS sellers,
    ${leased} AS leased
  FROM sellers s CROSS JOIN LATERAL (
    SELECT 1 FROM operations o
    WHERE o.tenant_id = s.tenant_id AND o.seller_id = s.id AND o.due_kind = 'submit' AND o.due_at <= $1 LIMIT 1
  ) work
  WHERE ${installedHere} AND NOT ${isPaused('s.tenant_id', 's.id')}
) s CROSS JOIN LATERAL (
  SELECT * FROM operations o
  WHERE o.tenant_id = s.tenant_id AND o.seller_id = s.seller_id AND o.due_kind = 'submit' AND o.due_at <= $1
    AND (o.status IS NOT DISTINCT FROM 'requested' OR o.status IS NOT DISTINCT FROM 'submitting'
      OR (o.status IS NOT DISTINCT FROM 'working' AND o.task_id IS NULL))
    AND (o.lease_until IS NULL OR o.lease_until < clock_timestamp())
  ORDER BY o.due_at LIMIT $2::int / s.sellers + 1
) o
UNION ALL
SELECT s.tenant_id, s.id, ${maxConcurrency}, ${leased}, o.id, o.version, o.due_at
FROM sellers s CROSS JOIN LATERAL (
  SELECT * FROM operations o
  WHERE o.tenant_id = s.tenant_id AND o.seller_id = s.id AND o.lease_owner IS NOT NULL
    AND o.lease_until < clock_timestamp() AND o.due_kind IS NOT DISTINCT FROM 'submit'
    AND coalesce(o.due_at, 'infinity') <= $1
    AND (o.status = 'submitting' OR (o.status = 'working' AND o.task_id IS NULL))
  ORDER BY o.due_at LIMIT $2::int
) o
WHERE ${installedHere} AND ${isPaused('s.tenant_id', 's.id')}`,
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
    seller.candidates.push({ tenantId: row.tenant_id, id: row.id, version: row.version, dueAt: row.due_at });
  }
  return [...sellers.values()];
}
