import type { Pool } from 'pg';
import type { MediaBuyStatus, Operation, SellerRef } from '@adcp-orchestrator/domain';
import { operationColumns, operationOf } from '../operations/operation-row';
import type { OperationRow } from '../schema/operation-table';
import { installedHere } from '../restore/installed-here';

/** A media buy that is followed, with the operation that made it. */
export interface BuyToFollow {
  mediaBuyId: string;
  status: MediaBuyStatus;
  creativeDeadline: string | null;
  createdAt: Date;
  operation: Operation;
}

export interface FollowTurn {
  buys: BuyToFollow[];
  /** More was due than fits in a turn. */
  hasMore: boolean;
}

/** What a worker asks for when it takes a turn. */
export interface FollowTurnOptions {
  owner: string;
  leaseSeconds: number;
  now: Date;
  /** Buys that fall due within this many seconds are asked about in the same turn. */
  soonSeconds: number;
  /** Media buys in one turn. */
  limit: number;
}

/**
 * Lists sellers with a media buy that is due and that no worker asks about now, the longest waiting first.
 * @param now of the injected clock
 */
export async function sellersToFollow(pool: Pool, now: Date, limit: number): Promise<SellerRef[]> {
  const { rows } = await pool.query<{ tenant_id: string; seller_id: string }>({
    name: 'follow-sellers',
    text: `
SELECT s.tenant_id, s.id AS seller_id FROM sellers s
CROSS JOIN LATERAL (
  SELECT m.due_at FROM media_buys m
  WHERE m.tenant_id = s.tenant_id AND m.seller_id = s.id AND m.due_at <= $1 ORDER BY m.due_at LIMIT 1
) first
WHERE ${installedHere} AND (s.follow_lease_until IS NULL OR s.follow_lease_until < clock_timestamp())
ORDER BY first.due_at LIMIT $2`,
    values: [now.toISOString(), limit],
  });
  return rows.map((row) => ({ tenantId: row.tenant_id, sellerId: row.seller_id }));
}

interface FollowRow extends OperationRow {
  buy_id: string;
  buy_status: MediaBuyStatus;
  buy_deadline: string | null;
  buy_created_at: Date;
}

/**
 * Takes the turn to ask a seller about its media buys, and reads those that are due now or within `soonSeconds`. This
 * turn and the turn of polls are separate leases.
 * @returns null when another worker has the turn, or nothing is due
 * @throws the database's error; the turn is given back first, if the database can be reached
 */
export async function takeFollowTurn(
  pool: Pool,
  seller: SellerRef,
  options: FollowTurnOptions,
): Promise<FollowTurn | null> {
  try {
    return await takeAndRead(pool, seller, options);
  } catch (error) {
    // Nobody works on this turn, so it is given back: kept, it would hold the seller back until the lease ends. The
    // first error says more than a second one would.
    await endFollowTurn(pool, seller, options.owner).catch(() => undefined);
    throw error;
  }
}

async function takeAndRead(pool: Pool, seller: SellerRef, options: FollowTurnOptions): Promise<FollowTurn | null> {
  const now = options.now.toISOString();
  const taken = await pool.query({
    name: 'follow-take',
    text: `
UPDATE sellers s SET follow_lease_owner = $3, follow_lease_until = clock_timestamp() + make_interval(secs => $4)
WHERE ${installedHere} AND s.tenant_id = $1 AND s.id = $2
  AND (s.follow_lease_until IS NULL OR s.follow_lease_until < clock_timestamp())
  AND EXISTS (SELECT 1 FROM media_buys m WHERE m.tenant_id = s.tenant_id AND m.seller_id = s.id AND m.due_at <= $5)`,
    values: [seller.tenantId, seller.sellerId, options.owner, options.leaseSeconds, now],
  });
  if (taken.rowCount === 0) return null;
  const { rows } = await pool.query<FollowRow>({
    name: 'follow-due',
    text: `
SELECT m.media_buy_id AS buy_id, m.status AS buy_status, m.creative_deadline AS buy_deadline,
  m.created_at AS buy_created_at, ${operationColumns}
FROM media_buys m JOIN operations o ON o.tenant_id = m.tenant_id AND o.id = m.operation_id
WHERE m.tenant_id = $1 AND m.seller_id = $2 AND m.due_at <= $3::timestamptz + make_interval(secs => $4)
ORDER BY m.due_at LIMIT $5`,
    values: [seller.tenantId, seller.sellerId, now, options.soonSeconds, options.limit + 1],
  });
  const buys = rows.slice(0, options.limit).map((row): BuyToFollow => ({
    mediaBuyId: row.buy_id,
    status: row.buy_status,
    creativeDeadline: row.buy_deadline,
    createdAt: row.buy_created_at,
    operation: operationOf(row),
  }));
  return { buys, hasMore: rows.length > options.limit };
}

/** Gives the turn back, if the owner has it. */
export async function endFollowTurn(pool: Pool, seller: SellerRef, owner: string): Promise<void> {
  await pool.query({
    name: 'follow-end',
    text: `UPDATE sellers SET follow_lease_owner = NULL, follow_lease_until = NULL
           WHERE tenant_id = $1 AND id = $2 AND follow_lease_owner = $3`,
    values: [seller.tenantId, seller.sellerId, owner],
  });
}
