import type { Pool, PoolClient } from 'pg';
import {
  CircuitState,
  type OperationStatus,
  isSettled,
  operationStatuses,
  type SellerRef,
} from '@adcp-orchestrator/domain';
import { onConnection } from '../../database/transaction';
import type { SellerHealthRow } from '../../schema/seller-health';
import { type ApprovalTimes, readApprovalTimes } from './approval-times';
import { type SellerOrphanCounts, type SellerWaiting, readWaiting } from './read-waiting';
import { WINDOW_SECONDS, WINDOWS } from './record-calls';

/** What an operator needs to know of a seller. */
export interface SellerHealth {
  /** Null when no process has called the seller yet. */
  row: SellerHealthRow | null;
  /** The last hour in steps of five minutes, oldest first. Steps without calls are left out. */
  windows: { startsAt: Date; calls: number; failures: number }[];
  /** How many seconds the longest waiting poll is overdue; 0 when none is. */
  pollLagSeconds: number;
  /** Unsettled operations by status. */
  operations: Partial<Record<OperationStatus, number>>;
  /** How many need a person, as the attention list has them: settled ones too. Counted up to 10,000. */
  needing: number;
  approvals: ApprovalTimes;
  /** Since when it refuses our credential; null while it does not. */
  refusedSince: Date | null;
  waiting: SellerWaiting;
  orphans: SellerOrphanCounts;
}

const MAX_NEEDING = 10_000;
const unsettled = operationStatuses.filter((status) => !isSettled(status));

/**
 * One statement after the other, on one connection: side by side they took seven, and three readers the whole pool.
 * @param now of the injected clock
 */
export function readSellerHealth(pool: Pool, seller: SellerRef, now: Date): Promise<SellerHealth> {
  return onConnection(pool, (client) => readOn(client, seller, now));
}

async function readOn(client: PoolClient, seller: SellerRef, now: Date): Promise<SellerHealth> {
  const place = [seller.tenantId, seller.sellerId];
  const health = await client.query<SellerHealthRow>({
    name: 'health-read',
    text: `SELECT * FROM seller_health WHERE tenant_id = $1 AND seller_id = $2`,
    values: place,
  });
  const windows = await client.query<{ starts_at: Date; calls: number; failures: number }>({
    name: 'health-windows',
    text: `SELECT starts_at, calls, failures FROM seller_call_windows
           WHERE tenant_id = $1 AND seller_id = $2 AND starts_at > $3 AND starts_at <= $4 ORDER BY starts_at`,
    values: [...place, new Date(now.getTime() - WINDOWS * WINDOW_SECONDS * 1000).toISOString(), now.toISOString()],
  });
  const lag = await client.query<{ due_at: Date | null }>({
    name: 'health-lag',
    text: `SELECT min(due_at) AS due_at FROM operations
           WHERE tenant_id = $1 AND seller_id = $2 AND due_kind = 'poll' AND due_at <= $3`,
    values: [...place, now.toISOString()],
  });
  const operations = await client.query<{ status: OperationStatus; count: number }>({
    name: 'health-operations',
    text: `SELECT status, count(*)::int AS count FROM operations
           WHERE tenant_id = $1 AND seller_id = $2 AND status = ANY ($3::text[]) GROUP BY status`,
    values: [...place, unsettled],
  });
  const needing = await client.query<{ count: number }>({
    name: 'health-needing',
    text: `SELECT count(*)::int AS count FROM (
             SELECT FROM operations o WHERE o.tenant_id = $1 AND o.seller_id = $2 AND o.attention_reason IS NOT NULL
             LIMIT ${MAX_NEEDING}) n`,
    values: place,
  });
  const refusal = await client.query<{ since: Date }>({
    name: 'health-refusal',
    text: 'SELECT r.since FROM seller_refusals r WHERE r.tenant_id = $1 AND r.seller_id = $2',
    values: place,
  });
  const approvals = await readApprovalTimes(client, seller);
  const { waiting, orphans } = await readWaiting(client, seller, now);
  return {
    row: health.rows[0] ?? null,
    windows: windows.rows.map(({ starts_at, calls, failures }) => ({ startsAt: starts_at, calls, failures })),
    pollLagSeconds: pollLagOf(lag.rows[0]?.due_at ?? null, now),
    operations: Object.fromEntries(operations.rows.map(({ status, count }) => [status, count])),
    needing: needing.rows[0]?.count ?? 0,
    approvals,
    refusedSince: refusal.rows[0]?.since ?? null,
    waiting,
    orphans,
  };
}

/** @returns how many seconds a poll that was due then is overdue; 0 when none was due */
export function pollLagOf(dueAt: Date | null, now: Date): number {
  return dueAt === null ? 0 : Math.max(0, (now.getTime() - dueAt.getTime()) / 1000);
}

/** How many sellers the gauge names at most. Those whose circuit is not closed come first. */
const SHOWN = 1_000;

/** @returns the circuits' states for the gauge, of at most 1,000 sellers that are not deleted */
export async function circuitStatesBySeller(
  pool: Pool,
): Promise<{ tenantId: string; sellerId: string; state: CircuitState }[]> {
  const { rows } = await pool.query<{ tenant_id: string; seller_id: string; state: CircuitState }>({
    name: 'health-circuits',
    text: `SELECT h.tenant_id, h.seller_id,
             CASE WHEN h.revision = s.revision THEN h.state ELSE '${CircuitState.closed}' END AS state
           FROM seller_health h JOIN sellers s ON s.tenant_id = h.tenant_id AND s.id = h.seller_id
           WHERE s.deleted_at IS NULL ORDER BY h.state = '${CircuitState.closed}', h.tenant_id, h.seller_id LIMIT $1`,
    values: [SHOWN],
  });
  return rows.map((row) => ({ tenantId: row.tenant_id, sellerId: row.seller_id, state: row.state }));
}
