import type { PoolClient } from 'pg';
import type { SellerRef } from '@adcp-orchestrator/domain';
import { isUnbound } from '../../reconciliation/unbound-task';

/** Operations that wait for one reason, and what is bought with them. */
export interface WaitingOperations {
  /** Counted up to 10,000. */
  count: number;
  /** Since when the first of them waits; null without any. */
  since: Date | null;
  /** The sums of their total budgets, by currency. A budget without a currency has null. */
  money: { amount: number; currency: string | null }[];
}

/** What waits at a seller, by what it waits for. */
export interface SellerWaiting {
  /** Not sent yet. */
  unsent: WaitingOperations;
  /** The seller has refused our credential. */
  refused: WaitingOperations;
  /** Their poll is due. */
  late: WaitingOperations;
}

/** An open task that only one side knows of: how many, and since when. */
export interface SellerOrphanCounts {
  /** Operations whose task the seller does not list. */
  ours: WaitingOperations;
  /** Tasks without an operation. */
  theirs: { count: number; since: Date | null };
}

const MAX_COUNTED = 10_000;

const summed = (kind: string, since: string, where: string): string => `
  (SELECT '${kind}' AS kind, ${since} AS since, o.summary FROM operations o
   WHERE o.tenant_id = $1 AND o.seller_id = $2 AND ${where} LIMIT ${MAX_COUNTED})`;

/**
 * The open tasks that only one side knows of, as what follows FROM: those of our operations, and those of the seller.
 * @param tenantId SQL of the tenant's id; the seller's likewise
 */
export function openOrphans(tenantId: string, sellerId: string): { ours: string; theirs: string } {
  const found = (side: 'ours' | 'theirs'): string =>
    `WHERE r.tenant_id = ${tenantId} AND r.seller_id = ${sellerId} AND r.side = '${side}'`;
  return {
    ours: `seller_orphans r
   JOIN operations o ON o.tenant_id = r.tenant_id AND o.id = r.operation_id AND o.task_id = r.task_id
   ${found('ours')} AND o.settled_at IS NULL`,
    theirs: `seller_orphans r ${found('theirs')}
     AND ${isUnbound}`,
  };
}

const orphans = openOrphans('$1', '$2');

interface Row {
  kind: string;
  count: number;
  since: Date;
  amount: number | null;
  currency: string | null;
}

/** @param now of the injected clock */
export async function readWaiting(
  client: PoolClient,
  { tenantId, sellerId }: SellerRef,
  now: Date,
): Promise<{ waiting: SellerWaiting; orphans: SellerOrphanCounts }> {
  const { rows } = await client.query<Row>({
    name: 'health-waiting',
    text: `
SELECT w.kind, count(*)::int AS count, min(w.since) AS since,
  sum((w.summary #>> '{totalBudget,amount}')::float8) AS amount, w.summary #>> '{totalBudget,currency}' AS currency
FROM (${[
      summed('unsent', 'o.created_at', `o.status = 'requested'`),
      summed(
        'refused',
        'coalesce(o.attention_since, o.status_since, o.updated_at)',
        `o.status = 'pending_permission' AND o.attention_reason = 'credential_refused'`,
      ),
      summed('late', 'o.due_at', `o.due_kind = 'poll' AND o.due_at <= $3`),
    ].join(' UNION ALL ')}
  UNION ALL
  (SELECT 'ours', r.first_seen_at, o.summary FROM ${orphans.ours} LIMIT ${MAX_COUNTED})
  UNION ALL
  (SELECT 'theirs', r.first_seen_at, NULL FROM ${orphans.theirs} LIMIT ${MAX_COUNTED})) w
GROUP BY w.kind, currency`,
    values: [tenantId, sellerId, now.toISOString()],
  });
  const of = (kind: string): WaitingOperations => together(rows.filter((row) => row.kind === kind));
  return {
    waiting: { unsent: of('unsent'), refused: of('refused'), late: of('late') },
    orphans: { ours: of('ours'), theirs: of('theirs') },
  };
}

function together(rows: readonly Row[]): WaitingOperations {
  const times = rows.map(({ since }) => since.getTime());
  return {
    count: rows.reduce((sum, { count }) => sum + count, 0),
    since: times.length === 0 ? null : new Date(Math.min(...times)),
    money: rows.flatMap(({ amount, currency }) => (amount === null ? [] : [{ amount, currency }])),
  };
}
