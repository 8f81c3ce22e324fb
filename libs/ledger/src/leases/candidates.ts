import type { Pool } from 'pg';
import { sellerKey } from '@adcp-orchestrator/domain';
import { operationColumns } from '../operations/operation-row';
import { installedHere } from '../restore/installed-here';
import type { OperationRow } from '../schema/operation-table';
import { isPaused } from '../sellers/pauses';

/** What a claim reads of an operation: what makes the operation, and what makes its call. */
export const claimedColumns = `${operationColumns}, o.request, o.frozen_call_sealed, o.lease_owner`;

/** A due row that nobody holds, as it was read. A claim takes it only if its version is still this one. */
export interface Candidate {
  tenantId: string;
  id: string;
  version: number;
  dueAt: Date;
  /** The row with the `claimedColumns`, if it came along. */
  row: OperationRow | null;
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
  seller_tenant: string;
  seller: string;
  max_concurrency: number;
  leased: number;
  candidate: string;
  candidate_version: number;
  candidate_due_at: Date;
}

/** All columns of the operation are null while there are more candidates than `FEW`. */
type CandidateWithRow = CandidateRow & (OperationRow | { id: null });

/** Only so few candidates come with their rows. Of many, most may be left to the next claim. */
const FEW = 16;

const maxConcurrency = `(s.limits->>'maxConcurrency')::int`;
const leased = `(SELECT count(*)::int FROM operations l
     WHERE l.tenant_id = s.tenant_id AND l.seller_id = s.id
       AND l.lease_owner IS NOT NULL AND l.lease_until >= clock_timestamp())`;

// At a paused seller the conditions on what is due are written so that only the index of leases can serve them: the
// index of due rows would read all that waits. At the others, those on the status are written so that only the index of
// due rows can: with statistics of a quiet time, the planner took a list's index, and read and sorted all that waited:
// 218 ms instead of 5.
// LATERAL with LIMIT 1 reads one due row per seller. EXISTS would say the same, but is planned as a join over all due
// rows.
const foundCandidates = `
SELECT s.tenant_id AS seller_tenant, s.seller_id AS seller, s.max_concurrency, s.leased,
  o.id AS candidate, o.version AS candidate_version, o.due_at AS candidate_due_at
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
WHERE ${installedHere} AND ${isPaused('s.tenant_id', 's.id')}`;

const statements = {
  atWork: { name: 'lease-candidates', text: foundCandidates },
  atRest: {
    name: 'lease-candidates-at-rest',
    text: `
WITH found AS MATERIALIZED (${foundCandidates}
)
SELECT f.*, o.* FROM found f LEFT JOIN LATERAL (
  SELECT ${claimedColumns} FROM operations o
  WHERE (SELECT count(*) FROM found) <= ${FEW} AND o.tenant_id = f.seller_tenant AND o.id = f.candidate OFFSET 0
) o ON true`,
  },
} as const;

/**
 * Reads which sellers have due work, and what a claim may take of it. Due are rows that wait to be sent, and rows whose
 * worker was lost with their call, even when the seller had shown that it was working on it. Of a paused seller only the
 * latter are read, by the index of leases: what waits to be sent is passed over, however much it is. Whoever claims a lost
 * call asks the seller what became of it, and sends nothing.
 * @param enough about how many candidates to read in all; each seller gets at least one
 * @param atRest nothing is under way here: then few candidates come with their rows, which saves a round trip to an operation
 *   that is alone. In a burst that would only make each candidate's row wider
 */
export async function claimCandidates(
  pool: Pool,
  now: Date,
  enough: number,
  atRest: boolean,
): Promise<SellerWithWork[]> {
  const { rows } = await pool.query<CandidateRow | CandidateWithRow>({
    ...(atRest ? statements.atRest : statements.atWork),
    values: [now.toISOString(), enough],
  });
  const sellers = new Map<string, SellerWithWork>();
  for (const row of rows) {
    const ref = { tenantId: row.seller_tenant, sellerId: row.seller };
    const key = sellerKey(ref);
    let seller = sellers.get(key);
    if (seller === undefined) {
      seller = {
        ...ref,
        maxConcurrency: row.max_concurrency,
        leased: row.leased,
        candidates: [],
      };
      sellers.set(key, seller);
    }
    seller.candidates.push({
      tenantId: ref.tenantId,
      id: row.candidate,
      version: row.candidate_version,
      dueAt: row.candidate_due_at,
      row: 'id' in row && row.id !== null ? row : null,
    });
  }
  return [...sellers.values()];
}
