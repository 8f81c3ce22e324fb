import type { Pool } from 'pg';
import { DIGEST_EVENT, EventType } from '@adcp-orchestrator/domain';
import { type EventPosition, positionBefore } from './event-position';
import { readRequested } from './read-requested';

/** An event as it is read for streams and pages. */
export interface StoredEvent {
  position: EventPosition;
  /** Null for an event of a seller. */
  operationId: string | null;
  type: string;
  /** The notification's JSON. It stays a text, because most readers only pass it on. */
  json: string;
}

export interface EventsRead {
  events: StoredEvent[];
  /** There may be more behind the last one. */
  isFull: boolean;
  /** Everything before this place has been written and is visible. Nothing can come there any more. */
  settled: EventPosition;
  /** No transaction was running that could still bring events behind `settled` which others have overtaken. */
  isQuiet: boolean;
  /** Once `settled` has reached this place, everything is visible that was committed before this read. */
  horizon: EventPosition;
}

interface Row {
  now_epoch: string;
  settled: string;
  horizon: string;
  id: string | null;
  epoch: string;
  transaction_id: string;
  operation_id: string | null;
  type: string;
  /** Null for an intake: its event is made from the operation. */
  json: string | null;
}

/**
 * Rows of running transactions are not visible, and may come before rows that are. So a read ends where the oldest
 * running transaction begins; it takes up what is behind with the next read. Rows of an earlier epoch have no such
 * bound: their transactions ended with their cluster. A digest tells again what others have told, so it is no event
 * here. Intakes have places of their own (`intake_events`).
 */
const statement = (ofOperation: boolean): string => `
WITH present AS MATERIALIZED (
  SELECT event_epoch() AS epoch, pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS settled,
    pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS horizon
)
SELECT p.epoch AS now_epoch, p.settled, p.horizon, r.id, r.epoch, r.transaction_id, r.operation_id, r.type, r.json
FROM present p LEFT JOIN LATERAL (
  (SELECT e.id, e.epoch, e.transaction_id, e.operation_id, e.type, e.payload::text AS json
   FROM events e
   WHERE e.tenant_id = $1 AND (e.epoch, e.transaction_id, e.id) > ($2::bigint, $3::bigint, $4::uuid)
     AND e.type NOT IN ('${DIGEST_EVENT}', '${EventType.requested}')
     AND (e.epoch < p.epoch OR e.transaction_id < p.settled)${ofOperation ? ' AND e.operation_id = $6' : ''}
   ORDER BY e.epoch, e.transaction_id, e.id LIMIT $5)
  UNION ALL
  (SELECT i.operation_id, i.epoch, i.transaction_id, i.operation_id, '${EventType.requested}', NULL
   FROM intake_events i
   WHERE i.tenant_id = $1 AND (i.epoch, i.transaction_id, i.operation_id) > ($2::bigint, $3::bigint, $4::uuid)
     AND (i.epoch < p.epoch OR i.transaction_id < p.settled)${ofOperation ? ' AND i.operation_id = $6' : ''}
   ORDER BY i.epoch, i.transaction_id, i.operation_id LIMIT $5)
  ORDER BY 2, 3, 1 LIMIT $5
) r ON true
ORDER BY r.epoch, r.transaction_id, r.id`;

const ofTenant = { name: 'events-read', text: statement(false) } as const;
const ofOperation = { name: 'events-read-operation', text: statement(true) } as const;

/**
 * Reads a tenant's events, the oldest first.
 * @param after where to begin
 * @param operationId null: the events of all operations
 * @param limit most events; 0 only finds out where reading would begin now
 */
export async function readEvents(
  pool: Pick<Pool, 'query'>,
  tenantId: string,
  { after, operationId, limit }: { after: EventPosition; operationId: string | null; limit: number },
): Promise<EventsRead> {
  const values = [tenantId, after.epoch, String(after.transactionId), after.id, limit];
  const { rows } = await pool.query<Row>(
    operationId === null ? { ...ofTenant, values } : { ...ofOperation, values: [...values, operationId] },
  );
  const [first] = rows;
  if (first === undefined) throw new Error('reading events returned no row');
  const requested = await readRequested(
    pool,
    tenantId,
    rows.flatMap(({ id, json }) => (json === null && id !== null ? [id] : [])),
  );
  const events = rows.flatMap((row): StoredEvent[] => {
    if (row.id === null) return [];
    const json = row.json ?? requested.get(row.id);
    // Its time was over, and it was deleted since its intake was read.
    if (json === undefined) return [];
    const position = { epoch: Number(row.epoch), transactionId: BigInt(row.transaction_id), id: row.id };
    return [{ position, operationId: row.operation_id, type: row.type, json }];
  });
  const epoch = Number(first.now_epoch);
  return {
    events,
    isFull: limit > 0 && rows.length === limit && first.id !== null,
    settled: positionBefore(epoch, BigInt(first.settled)),
    isQuiet: first.settled === first.horizon,
    horizon: positionBefore(epoch, BigInt(first.horizon)),
  };
}
