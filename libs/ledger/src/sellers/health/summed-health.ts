import type { Pool } from 'pg';
import { type CircuitState, type StatusKind, statusesOfKind } from '@adcp-orchestrator/domain';
import { openOrphans } from './read-waiting';
import { pollLagOf } from './read-health';
import { WINDOW_SECONDS, WINDOWS } from './record-calls';

/** Counting stops here, for each seller and kind: 200 sellers of a page are then read within a second. */
export const MAX_SUMMED = 1_000;
/** So many operations of a tenant that need a person are looked at, the oldest first. No index has them by seller. */
const MAX_NEEDING = 10_000;

/** A seller's health in a few figures, for a list of many. `readSellerHealth` has the whole. */
export interface SummedHealth {
  sellerId: string;
  /** The circuit, and for which settings it stands so; null when nobody has called the seller yet. */
  circuit: { state: CircuitState; revision: number } | null;
  lastSuccessAt: Date | null;
  /** Of the last hour. */
  calls: number;
  failures: number;
  /** How many seconds the longest waiting poll is overdue; 0 when none is. */
  pollLagSeconds: number;
  refusesCredential: boolean;
  /** Unsettled operations, of which each is in one of these. */
  operations: Record<SummedKind, SummedCount>;
  /** Those that need a person, as the attention list has them: settled ones too. */
  needing: SummedCount;
  /** Open tasks that only one side knows of. */
  orphans: { ours: SummedCount; theirs: SummedCount };
}

/** Up to 1,000, and whether there are more. */
export interface SummedCount {
  count: number;
  more: boolean;
}

const kinds = { open: 'open', pending: 'pending', doubtful: 'attention' } as const satisfies Record<string, StatusKind>;
type SummedKind = keyof typeof kinds;

interface Row {
  id: string;
  state: CircuitState | null;
  revision: number | null;
  last_success_at: Date | null;
  calls: number;
  failures: number;
  due_at: Date | null;
  is_refused: boolean;
  open: number;
  pending: number;
  doubtful: number;
  needing: number;
  /** Whether more need a person than were looked at. */
  more_needing: boolean;
  ours: number;
  theirs: number;
}

/** Reads one more than is counted: then it is known that there are more. */
const upTo = (from: string): string => `(SELECT count(*)::int FROM (SELECT FROM ${from} LIMIT ${MAX_SUMMED + 1}) n)`;

const operationsOf = 'operations o WHERE o.tenant_id = $1 AND o.seller_id = s.id';
const orphansOf = openOrphans('$1', 's.id');
const text = `
WITH needing AS MATERIALIZED (
  SELECT o.seller_id FROM operations o WHERE o.tenant_id = $1 AND o.attention_reason IS NOT NULL
  ORDER BY o.id LIMIT ${MAX_NEEDING + 1}
), needing_at AS (
  SELECT seller_id, count(*)::int AS count FROM needing GROUP BY seller_id
)
SELECT s.id, h.state, h.revision, h.last_success_at, coalesce(w.calls, 0) AS calls, coalesce(w.failures, 0) AS failures,
  (SELECT o.due_at FROM ${operationsOf} AND o.due_kind = 'poll' AND o.due_at <= $4 ORDER BY o.due_at LIMIT 1) AS due_at,
  r.seller_id IS NOT NULL OR EXISTS (SELECT FROM ${operationsOf} AND o.status = 'pending_permission'
    AND o.attention_reason = 'credential_refused') AS is_refused,
  coalesce(n.count, 0) AS needing, (SELECT count(*) FROM needing) > ${MAX_NEEDING} AS more_needing,
  ${Object.keys(kinds)
    .map((kind, place) => `${upTo(`${operationsOf} AND o.status = ANY ($${5 + place}::text[])`)} AS ${kind}`)
    .join(',\n  ')},
  ${upTo(orphansOf.ours)} AS ours, ${upTo(orphansOf.theirs)} AS theirs
FROM unnest($2::text[]) s(id)
LEFT JOIN needing_at n ON n.seller_id = s.id
LEFT JOIN seller_health h ON h.tenant_id = $1 AND h.seller_id = s.id
LEFT JOIN seller_refusals r ON r.tenant_id = $1 AND r.seller_id = s.id
LEFT JOIN LATERAL (SELECT sum(w.calls)::int AS calls, sum(w.failures)::int AS failures FROM seller_call_windows w
  WHERE w.tenant_id = $1 AND w.seller_id = s.id AND w.starts_at > $3 AND w.starts_at <= $4) w ON true`;

/**
 * Reads the health of the sellers of a page in one statement, each part of which goes by an index and is bounded.
 * @param now of the injected clock
 * @returns one for each id, in no order
 */
export async function readSummedHealth(
  pool: Pool,
  tenantId: string,
  sellerIds: readonly string[],
  now: Date,
): Promise<SummedHealth[]> {
  const since = new Date(now.getTime() - (WINDOWS - 1) * WINDOW_SECONDS * 1000);
  const { rows } = await pool.query<Row>({
    name: 'health-summed',
    text,
    values: [tenantId, sellerIds, since.toISOString(), now.toISOString(), ...Object.values(kinds).map(statusesOfKind)],
  });
  return rows.map((row) => ({
    sellerId: row.id,
    circuit: row.state === null || row.revision === null ? null : { state: row.state, revision: row.revision },
    lastSuccessAt: row.last_success_at,
    calls: row.calls,
    failures: row.failures,
    pollLagSeconds: pollLagOf(row.due_at, now),
    refusesCredential: row.is_refused,
    operations: { open: summed(row.open), pending: summed(row.pending), doubtful: summed(row.doubtful) },
    needing: summed(row.needing, row.more_needing),
    orphans: { ours: summed(row.ours), theirs: summed(row.theirs) },
  }));
}

function summed(count: number, more = false): SummedCount {
  return { count: Math.min(count, MAX_SUMMED), more: more || count > MAX_SUMMED };
}
