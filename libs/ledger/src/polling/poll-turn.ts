import type { Pool } from 'pg';
import type { Operation } from '@adcp-orchestrator/domain';
import { operationColumns, operationOf } from '../operations/operation-row';
import type { OperationRow } from '../schema/operation';

export interface SellerRef {
  tenantId: string;
  sellerId: string;
}

/** The seller `s` may be asked at this instant, as far as its minimum interval goes. */
const mayBeAskedAt = (instant: string): string => `(s.polled_at IS NULL OR (s.limits->>'minPollSeconds') IS NULL
       OR s.polled_at + make_interval(secs => (s.limits->>'minPollSeconds')::float8) <= ${instant})`;

/**
 * Sellers that have an operation due to be asked about and may be asked now, the longest waiting first.
 * @param now of the injected clock
 */
export async function sellersToPoll(pool: Pool, now: Date, limit: number): Promise<SellerRef[]> {
  const { rows } = await pool.query<{ tenant_id: string; seller_id: string }>({
    name: 'poll-sellers',
    text: `
SELECT s.tenant_id, s.id AS seller_id FROM sellers s
CROSS JOIN LATERAL (
  SELECT o.due_at FROM operations o
  WHERE o.tenant_id = s.tenant_id AND o.seller_id = s.id AND o.due_kind = 'poll' AND o.due_at <= $1
  ORDER BY o.due_at LIMIT 1
) first
WHERE (s.poll_lease_until IS NULL OR s.poll_lease_until < clock_timestamp()) AND ${mayBeAskedAt('$1')}
ORDER BY first.due_at LIMIT $2`,
    values: [now.toISOString(), limit],
  });
  return rows.map((row) => ({ tenantId: row.tenant_id, sellerId: row.seller_id }));
}

/** One worker's turn at asking one seller. */
export interface PollTurn {
  operations: Operation[];
  /** More was due than fits in a turn: take another at once. */
  hasMore: boolean;
}

/**
 * Takes the seller's turn and reads what is due, or will be within `soonSeconds`: one wake-up asks about all of it.
 * @returns null when another worker has the turn, the seller's minimum interval has not passed, or nothing is due
 */
export async function takePollTurn(
  pool: Pool,
  seller: SellerRef,
  options: { owner: string; leaseSeconds: number; now: Date; soonSeconds: number; limit: number },
): Promise<PollTurn | null> {
  const taken = await pool.query({
    name: 'poll-take',
    text: `
UPDATE sellers s SET poll_lease_owner = $3, poll_lease_until = clock_timestamp() + make_interval(secs => $4),
  polled_at = $5
WHERE s.tenant_id = $1 AND s.id = $2 AND (s.poll_lease_until IS NULL OR s.poll_lease_until < clock_timestamp())
  AND ${mayBeAskedAt('$5')}
  AND EXISTS (SELECT 1 FROM operations o WHERE o.tenant_id = s.tenant_id AND o.seller_id = s.id
              AND o.due_kind = 'poll' AND o.due_at <= $5)`,
    values: [seller.tenantId, seller.sellerId, options.owner, options.leaseSeconds, options.now.toISOString()],
  });
  if (taken.rowCount === 0) return null;
  const { rows } = await pool.query<OperationRow>({
    name: 'poll-due',
    text: `
SELECT ${operationColumns} FROM operations o
WHERE o.tenant_id = $1 AND o.seller_id = $2 AND o.due_kind = 'poll'
  AND o.due_at <= $3::timestamptz + make_interval(secs => $4)
ORDER BY o.due_at LIMIT $5`,
    values: [seller.tenantId, seller.sellerId, options.now.toISOString(), options.soonSeconds, options.limit + 1],
  });
  return { operations: rows.slice(0, options.limit).map(operationOf), hasMore: rows.length > options.limit };
}

/** Gives the turn back. */
export async function endPollTurn(pool: Pool, seller: SellerRef, owner: string): Promise<void> {
  await pool.query({
    name: 'poll-end',
    text: `UPDATE sellers SET poll_lease_owner = NULL, poll_lease_until = NULL
           WHERE tenant_id = $1 AND id = $2 AND poll_lease_owner = $3`,
    values: [seller.tenantId, seller.sellerId, owner],
  });
}

/** Keeps the turn while a long answer is on its way. @returns whether it is still ours */
export async function renewPollTurn(
  pool: Pool,
  seller: SellerRef,
  owner: string,
  leaseSeconds: number,
): Promise<boolean> {
  const { rowCount } = await pool.query({
    name: 'poll-renew',
    text: `UPDATE sellers SET poll_lease_until = clock_timestamp() + make_interval(secs => $4)
           WHERE tenant_id = $1 AND id = $2 AND poll_lease_owner = $3`,
    values: [seller.tenantId, seller.sellerId, owner, leaseSeconds],
  });
  return rowCount === 1;
}
