import type { Pool } from 'pg';
import { type Operation, type SellerRef, sellerKey } from '@adcp-orchestrator/domain';
import { operationColumns, operationOf } from '../operations/operation-row';
import type { OperationRow } from '../schema/operation-table';
import { installedHere } from '../restore/installed-here';

/** SQL of when the minimum interval of the seller `s` ends. Null: the seller may be asked at any time. */
export const intervalEnds = `(s.polled_at + make_interval(secs => (s.limits->>'minPollSeconds')::float8))`;

const mayBeAskedAt = (instant: string): string => `coalesce(${intervalEnds} <= ${instant}, true)`;

/** A seller that is to be asked. */
export interface SellerToPoll {
  seller: SellerRef;
  /** Since when it could be asked about its oldest due operation. */
  since: Date;
  /** A turn before was not finished: its lease ran out. */
  wasHeld: boolean;
}

/**
 * Lists sellers that have a due operation and may be asked now, the longest waiting first.
 * @param now of the injected clock
 */
export async function sellersToPoll(pool: Pool, now: Date, limit: number): Promise<SellerToPoll[]> {
  const { rows } = await pool.query<{ tenant_id: string; seller_id: string; since: Date; was_held: boolean }>({
    name: 'poll-sellers',
    text: `
SELECT s.tenant_id, s.id AS seller_id, greatest(first.due_at, ${intervalEnds}) AS since,
  s.poll_lease_owner IS NOT NULL AS was_held FROM sellers s
CROSS JOIN LATERAL (
  SELECT o.due_at FROM operations o
  WHERE o.tenant_id = s.tenant_id AND o.seller_id = s.id AND o.due_kind = 'poll' AND o.due_at <= $1
  ORDER BY o.due_at LIMIT 1
) first
WHERE ${installedHere} AND (s.poll_lease_until IS NULL OR s.poll_lease_until < clock_timestamp())
  AND ${mayBeAskedAt('$1')}
ORDER BY first.due_at LIMIT $2`,
    values: [now.toISOString(), limit],
  });
  return rows.map((row) => ({
    seller: { tenantId: row.tenant_id, sellerId: row.seller_id },
    since: row.since,
    wasHeld: row.was_held,
  }));
}

/** One worker's turn to ask one seller. */
export interface PollTurn {
  operations: Operation[];
  /** More was due than fits in a turn: take another at once. */
  hasMore: boolean;
  /** The turn of another worker had run out. */
  isTakenOver: boolean;
}

/** What a worker asks for when it takes turns. */
export interface PollTurnOptions {
  owner: string;
  leaseSeconds: number;
  now: Date;
  /** Operations that fall due within this many seconds are asked about in the same turn. */
  soonSeconds: number;
  /** Operations in one turn. */
  limit: number;
}

/**
 * Takes the turns of sellers, and reads what is due of each now or within `soonSeconds`. So one wake-up asks about all
 * of it. Sellers are locked in one order, so that workers never wait for each other in a ring.
 * @param sellers each at most once
 * @returns in the same order; null when another worker has the turn, the seller's minimum interval has not passed, or
 *   nothing is due
 * @throws the database's error; the turns are given back first, if the database can be reached
 */
export async function takePollTurns(
  pool: Pool,
  sellers: readonly SellerRef[],
  options: PollTurnOptions,
): Promise<(PollTurn | null)[]> {
  try {
    return await takeAndRead(pool, sellers, options);
  } catch (error) {
    // Nobody works on these turns, so they are given back: kept, they would hold the sellers back until the leases end.
    // The first error says more than a second one would.
    await endPollTurns(pool, sellers, options.owner).catch(() => undefined);
    throw error;
  }
}

async function takeAndRead(
  pool: Pool,
  sellers: readonly SellerRef[],
  options: PollTurnOptions,
): Promise<(PollTurn | null)[]> {
  const { rows: taken } = await pool.query<{ tenant_id: string; id: string; former_owner: string | null }>({
    name: 'poll-take',
    text: `
WITH free AS MATERIALIZED (
  SELECT s.tenant_id, s.id, s.poll_lease_owner AS former_owner FROM unnest($1::uuid[], $2::text[]) AS w(tenant_id, id)
  JOIN sellers s ON s.tenant_id = w.tenant_id AND s.id = w.id
  WHERE ${installedHere} AND (s.poll_lease_until IS NULL OR s.poll_lease_until < clock_timestamp())
    AND ${mayBeAskedAt('$5')}
    AND EXISTS (SELECT 1 FROM operations o WHERE o.tenant_id = s.tenant_id AND o.seller_id = s.id
                AND o.due_kind = 'poll' AND o.due_at <= $5)
  ORDER BY s.tenant_id, s.id FOR NO KEY UPDATE OF s
)
UPDATE sellers s SET poll_lease_owner = $3, poll_lease_until = clock_timestamp() + make_interval(secs => $4),
  polled_at = $5
FROM free f WHERE s.tenant_id = f.tenant_id AND s.id = f.id
RETURNING s.tenant_id, s.id, f.former_owner`,
    values: [
      sellers.map(({ tenantId }) => tenantId),
      sellers.map(({ sellerId }) => sellerId),
      options.owner,
      options.leaseSeconds,
      options.now.toISOString(),
    ],
  });
  if (taken.length === 0) return sellers.map(() => null);
  const { rows } = await pool.query<OperationRow>({
    name: 'poll-due',
    text: `
SELECT o.* FROM unnest($1::uuid[], $2::text[]) AS w(tenant_id, id) CROSS JOIN LATERAL (
  SELECT ${operationColumns} FROM operations o
  WHERE o.tenant_id = w.tenant_id AND o.seller_id = w.id AND o.due_kind = 'poll'
    AND o.due_at <= $3::timestamptz + make_interval(secs => $4)
  ORDER BY o.due_at LIMIT $5
) o`,
    values: [
      taken.map((row) => row.tenant_id),
      taken.map((row) => row.id),
      options.now.toISOString(),
      options.soonSeconds,
      options.limit + 1,
    ],
  });
  const due = new Map(
    taken.map((row): [string, Operation[]] => [sellerKey({ tenantId: row.tenant_id, sellerId: row.id }), []]),
  );
  for (const row of rows)
    due.get(sellerKey({ tenantId: row.tenant_id, sellerId: row.seller_id }))?.push(operationOf(row));
  const formerOwners = new Map(
    taken.map((row) => [sellerKey({ tenantId: row.tenant_id, sellerId: row.id }), row.former_owner]),
  );
  return sellers.map((seller) => {
    const key = sellerKey(seller);
    const operations = due.get(key);
    if (operations === undefined) return null;
    const formerOwner = formerOwners.get(key) ?? null;
    return {
      operations: operations.slice(0, options.limit),
      hasMore: operations.length > options.limit,
      isTakenOver: formerOwner !== null && formerOwner !== options.owner,
    };
  });
}

/** `takePollTurns` of one. */
export async function takePollTurn(pool: Pool, seller: SellerRef, options: PollTurnOptions): Promise<PollTurn | null> {
  const [turn] = await takePollTurns(pool, [seller], options);
  return turn ?? null;
}

/**
 * Gives turns back, those that the owner has.
 * @returns in the same order: when to ask each seller next, by the injected clock; null when nothing of it waits, or
 *   another worker has its turn and will see to it
 */
export async function endPollTurns(pool: Pool, sellers: readonly SellerRef[], owner: string): Promise<(Date | null)[]> {
  const { rows } = await pool.query<{ tenant_id: string; id: string; ask_at: Date }>({
    name: 'poll-end',
    text: `
WITH held AS MATERIALIZED (
  SELECT s.tenant_id, s.id FROM unnest($1::uuid[], $2::text[]) AS w(tenant_id, id)
  JOIN sellers s ON s.tenant_id = w.tenant_id AND s.id = w.id
  WHERE s.poll_lease_owner = $3 ORDER BY s.tenant_id, s.id FOR NO KEY UPDATE OF s
), ended AS (
  UPDATE sellers s SET poll_lease_owner = NULL, poll_lease_until = NULL
  FROM held h WHERE s.tenant_id = h.tenant_id AND s.id = h.id
)
SELECT s.tenant_id, s.id, greatest(first.due_at, ${intervalEnds}) AS ask_at
FROM unnest($1::uuid[], $2::text[]) AS w(tenant_id, id)
JOIN sellers s ON s.tenant_id = w.tenant_id AND s.id = w.id
CROSS JOIN LATERAL (
  SELECT o.due_at FROM operations o
  WHERE o.tenant_id = w.tenant_id AND o.seller_id = w.id AND o.due_kind = 'poll' AND o.due_at IS NOT NULL
  ORDER BY o.due_at LIMIT 1
) first
WHERE s.poll_lease_owner IS NULL OR s.poll_lease_owner = $3 OR s.poll_lease_until < clock_timestamp()`,
    values: [sellers.map(({ tenantId }) => tenantId), sellers.map(({ sellerId }) => sellerId), owner],
  });
  const next = new Map(rows.map((row) => [sellerKey({ tenantId: row.tenant_id, sellerId: row.id }), row.ask_at]));
  return sellers.map((seller) => next.get(sellerKey(seller)) ?? null);
}

/**
 * Keeps the turn while a long answer is on its way.
 * @returns whether the turn is still ours
 */
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
