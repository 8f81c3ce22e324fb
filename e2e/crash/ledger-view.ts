import type { LedgerReader } from './datastores';

/** An operation as it is in its row. */
export interface OperationRow {
  id: string;
  seller_id: string;
  status: string;
  po_number: string | null;
  idempotency_header: string | null;
  media_buy_id: string | null;
  task_id: string | null;
  attempt: number;
  conflicts: number;
  poll_attempt: number;
  event_sequence: number;
  due_kind: string | null;
  due_at: Date | null;
  settled_at: Date | null;
  updated_at: Date;
}

export interface TimelineRow {
  operation_id: string;
  kind: string;
  source: string;
  from_status: string | null;
  to_status: string | null;
  reason: string;
  at: Date;
}

export interface EventRow {
  id: string;
  operation_id: string;
  sequence: number;
  type: string;
}

const columns = `id, seller_id, status, po_number, idempotency_header, outcome->>'mediaBuyId' AS media_buy_id, task_id, attempt,
  conflicts, poll_attempt, event_sequence, due_kind, due_at, settled_at, updated_at`;

/** States in which an operation has its outcome. */
export const settledStatuses: readonly string[] = ['created', 'active', 'completed', 'failed', 'rejected', 'canceled'];

export async function readOperations(ledger: LedgerReader): Promise<OperationRow[]> {
  return await ledger.rows<OperationRow>(`SELECT ${columns} FROM operations ORDER BY id`);
}

/** Operations that wait for their outcome. They are few, while a read of all would come several times a second. */
export async function readWaiting(ledger: LedgerReader): Promise<OperationRow[]> {
  return await ledger.rows<OperationRow>(`SELECT ${columns} FROM operations WHERE status <> ALL ($1) ORDER BY id`, [
    settledStatuses,
  ]);
}

export async function readTimeline(ledger: LedgerReader): Promise<Map<string, TimelineRow[]>> {
  const rows = await ledger.rows<TimelineRow>(
    'SELECT operation_id, kind, source, from_status, to_status, reason, at FROM timeline ORDER BY id',
  );
  return groupByOperation(rows);
}

export async function readEvents(ledger: LedgerReader): Promise<Map<string, EventRow[]>> {
  const rows = await ledger.rows<EventRow>(
    'SELECT id, operation_id, sequence, type FROM events WHERE sequence > 0 ORDER BY sequence',
  );
  return groupByOperation(rows);
}

export interface Leases {
  operations: number;
  sellers: number;
  deliveries: number;
  webhooks: number;
}

/** The operations that some process still holds, for a person who looks for the reason. */
export async function readHeldOperations(ledger: LedgerReader): Promise<string[]> {
  const rows = await ledger.rows<{ story: string }>(
    `SELECT concat_ws(' ', o.id, o.status, 'attempt', o.attempt, 'held by', o.lease_owner, 'until', o.lease_until, ':',
       (SELECT string_agg(concat_ws(' ', t.at, t.kind, t.source, t.to_status, t.reason), '; ' ORDER BY t.id)
        FROM timeline t WHERE t.operation_id = o.id)) AS story
     FROM operations o WHERE o.lease_until > clock_timestamp() LIMIT 10`,
  );
  return rows.map(({ story }) => story);
}

/**
 * Operations that have been in doubt, each in a sentence. Two kinds are left out. One: the publisher did not answer in
 * time, even when it later said something else of the same call. The other: the worker was held up for longer than its
 * lease, as happens on a busy machine.
 */
export async function readDoubts(ledger: LedgerReader): Promise<string[]> {
  const rows = await ledger.rows<{ breach: string }>(
    `SELECT concat_ws(' ', 'operation', t.operation_id, 'was in doubt:', t.reason) AS breach
     FROM timeline t WHERE t.to_status = 'in_doubt' AND NOT EXISTS (
       SELECT FROM timeline e
       WHERE e.operation_id = t.operation_id AND e.id <= t.id AND (e.reason LIKE '%did not answer within%'
         OR e.reason LIKE '%the lease ended before the call went out%'))`,
  );
  return rows.map(({ breach }) => breach);
}

/** What some process still holds. Nobody else may touch this work until the lease ends. */
export async function readLeases(ledger: LedgerReader): Promise<Leases> {
  const [leases] = await ledger.rows<Leases>(
    `SELECT (SELECT count(*)::int FROM operations WHERE lease_until > clock_timestamp()) AS operations,
            (SELECT count(*)::int FROM sellers WHERE poll_lease_until > clock_timestamp()) AS sellers,
            (SELECT count(*)::int FROM deliveries WHERE lease_until > clock_timestamp()) AS deliveries,
            (SELECT count(*)::int FROM webhook_claims WHERE held_until > clock_timestamp() AND status = 'held') AS webhooks`,
  );
  if (leases === undefined) throw new Error('the ledger told nothing of its leases');
  return leases;
}

export async function readDeliveries(ledger: LedgerReader): Promise<{ pending: number; dead: number }> {
  const [counts] = await ledger.rows<{ pending: number; dead: number }>(
    `SELECT count(*) FILTER (WHERE status = 'pending')::int AS pending, count(*) FILTER (WHERE status = 'dead')::int AS dead
     FROM deliveries`,
  );
  return counts ?? { pending: 0, dead: 0 };
}

function groupByOperation<T extends { operation_id: string }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(row.operation_id);
    if (group === undefined) groups.set(row.operation_id, [row]);
    else group.push(row);
  }
  return groups;
}
