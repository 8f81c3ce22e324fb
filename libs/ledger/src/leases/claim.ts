import type { Pool } from 'pg';
import type { JsonObject, Operation } from '@adcp-orchestrator/domain';
import { operationColumns, operationOf } from '../operations/operation-row';
import type { OperationRow } from '../schema/operation';

/** An operation whose call this worker alone may start, until the lease ends. */
export interface ClaimedOperation {
  operation: Operation;
  request: JsonObject;
  requestKey: string;
  /** The frozen call of an earlier attempt, sealed; null before the first. */
  frozenCallSealed: Buffer | null;
}

export interface ClaimOptions {
  /** Rows at the most, over all sellers. */
  limit: number;
  /** Who claims: unique per process. */
  owner: string;
  leaseSeconds: number;
  /** What is due at this instant of the injected clock; the lease itself runs on the database's clock. */
  now: Date;
  /** Calls that this process has under way, by seller: they count against its permits. */
  busy: ReadonlyMap<string, number>;
}

/** The key of `ClaimOptions.busy`. */
export function sellerKey(seller: { tenantId: string; sellerId: string }): string {
  return `${seller.tenantId}/${seller.sellerId}`;
}

/**
 * Claims due rows that wait to be sent, or whose call was lost with its worker, also while the seller had shown that it
 * was working on it. Fair
 * between sellers: whoever has the fewest calls under way here comes first, so that no backlog keeps the permits that it
 * has once got; and beyond its first call no seller gets more permits than it leaves free, so that several slow sellers
 * together never hold them all. Of each seller so many rows are looked at that all sellers with work together have about
 * twice the limit. A seller's concurrency counts the live leases of every replica; replicas that claim in
 * the same instant may exceed it until the next claim. A takeover after a call may have gone out is marked as possibly
 * executed. Raises the version and writes the timeline.
 */
export async function claimDue(pool: Pool, options: ClaimOptions): Promise<ClaimedOperation[]> {
  const { rows } = await pool.query<OperationRow>({
    name: 'lease-claim',
    text: `
WITH busy AS MATERIALIZED (
  SELECT key, value::int AS calls FROM jsonb_each_text($5::jsonb)
), leased AS MATERIALIZED (
  SELECT tenant_id, seller_id, count(*)::int AS calls FROM operations
  WHERE lease_owner IS NOT NULL AND lease_until >= clock_timestamp() GROUP BY tenant_id, seller_id
), free AS MATERIALIZED (
  SELECT s.tenant_id, s.id, coalesce(b.calls, 0) AS calls,
    (s.limits->>'maxConcurrency')::int - greatest(coalesce(b.calls, 0), coalesce(l.calls, 0)) AS permits,
    ceil(2.0 * $2 / count(*) OVER ()) + 1 AS enough
  FROM sellers s
  CROSS JOIN LATERAL (
    SELECT 1 FROM operations o
    WHERE o.tenant_id = s.tenant_id AND o.seller_id = s.id AND o.due_kind = 'submit' AND o.due_at <= $1 LIMIT 1
  ) work
  LEFT JOIN busy b ON b.key = s.tenant_id || '/' || s.id
  LEFT JOIN leased l ON l.tenant_id = s.tenant_id AND l.seller_id = s.id
), waiting AS (
  SELECT c.id, c.place + f.calls AS share, row_number() OVER (ORDER BY c.place + f.calls, c.due_at) AS rank
  FROM free f CROSS JOIN LATERAL (
    SELECT o.id, o.due_at, row_number() OVER (ORDER BY o.due_at) AS place FROM operations o
    WHERE o.tenant_id = f.tenant_id AND o.seller_id = f.id AND o.due_kind = 'submit' AND o.due_at <= $1
      AND (o.lease_until IS NULL OR o.lease_until < clock_timestamp())
    ORDER BY o.due_at LIMIT greatest(least(f.permits, f.enough), 0)
  ) c
), due AS (
  SELECT id FROM waiting WHERE share = 1 OR share <= $2 - rank ORDER BY rank LIMIT $2
), picked AS MATERIALIZED (
  SELECT found.id, found.status, found.call_started_at FROM due d CROSS JOIN LATERAL (
    SELECT o.id, o.status, o.call_started_at FROM operations o
    WHERE o.id = d.id AND o.due_kind IS NOT DISTINCT FROM 'submit' AND coalesce(o.due_at, 'infinity') <= $1
      AND (o.status IN ('requested', 'submitting') OR (o.status = 'working' AND o.task_id IS NULL))
      AND (o.lease_until IS NULL OR o.lease_until < clock_timestamp())
    FOR UPDATE SKIP LOCKED
  ) found
), o AS (
  UPDATE operations t SET status = 'submitting', version = t.version + 1, updated_at = $1, lease_owner = $3,
    lease_until = clock_timestamp() + make_interval(secs => $4),
    may_have_executed = t.may_have_executed OR p.call_started_at IS NOT NULL
  FROM picked p WHERE t.id = p.id AND t.id = ANY (ARRAY(SELECT id FROM picked))
  RETURNING t.*, p.status AS claimed_from
), entries AS (
  INSERT INTO timeline (tenant_id, operation_id, kind, source, from_status, to_status, actor, reason, version, at)
  SELECT tenant_id, id, 'claimed', 'lease', claimed_from, 'submitting', $3,
    CASE WHEN claimed_from = 'requested' THEN 'claimed for sending' ELSE 'claimed again for sending' END, version, $1
  FROM o
)
SELECT ${operationColumns}, o.request, o.request_key, o.frozen_call_sealed FROM o`,
    values: [
      options.now.toISOString(),
      options.limit,
      options.owner,
      options.leaseSeconds,
      JSON.stringify(Object.fromEntries(options.busy)),
    ],
  });
  return rows.map((row) => ({
    operation: operationOf(row),
    request: row.request,
    requestKey: row.request_key,
    frozenCallSealed: row.frozen_call_sealed,
  }));
}
