import { DatabaseError, type Pool, type QueryConfig } from 'pg';
import {
  type AskedBy,
  type AskedKey,
  type DialectName,
  EventType,
  type Intake,
  type Json,
  type JsonObject,
  type Operation,
  type OperationType,
  holdsPoNumberAtIntake,
  isBadEnd,
  overdueAt,
  requestedEvent,
  summaryOf,
  takenOperation,
  unknownCall,
} from '@adcp-orchestrator/domain';
import { Batcher, asTenant } from '@adcp-orchestrator/platform';
import { databaseJson } from '../database/database-json';
import type { OperationRow } from '../schema/operation-table';
import { sellerLock } from '../database/seller-lock';
import { owedDeliveries, owedEventColumns } from '../deliveries/owed-deliveries';
import { callsForgotten } from '../restore/calls-forgotten';
import { operationColumns, operationOf } from './operation-row';

/** A validated operation, as intake hands it over. */
export interface NewOperation {
  /** UUIDv7, so that pages can run by id. */
  id: string;
  tenantId: string;
  sellerId: string;
  dialect: DialectName;
  type: OperationType;
  /** What the desk sent, with its `po_number`. */
  request: JsonObject;
  /** Canonical hash of `{type, seller_id, request}`: tells a repeated request from another one. */
  requestHash: string;
  /** The idempotency key towards the seller, UUID v4. */
  requestKey: string;
  idempotencyHeader: string | null;
  poNumber: string | null;
  userId: string | null;
  account: Json;
  buyerRef: string | null;
  deadlineAt: Date;
  retryOf: Repeated | null;
  now: Date;
  /** Who hands it over, by name, for the timeline. */
  actor: string;
  /** Whether a subscription names `operation.requested`, so that notifications of it are owed. */
  isTold?: boolean;
}

/** The operation that a new one repeats, as it was when a person decided so. */
export interface Repeated {
  id: string;
  /**
   * If the version has changed since, nothing is inserted: a contradiction may have come, and the person may decide
   * otherwise.
   */
  version: number;
  /** It ended badly and may be booked all the same (`repetitionMayBookTwice`). */
  inDoubt: boolean;
  /** The key under which a person asked for the repetition. */
  asked?: AskedKey;
  by: AskedBy;
}

export type InsertOutcome =
  /** The operation is durable now. */
  | { outcome: 'created'; operation: Operation }
  /** The same request came before under the same guard; this is its operation. */
  | { outcome: 'replayed'; operation: Operation }
  /** The `Idempotency-Key` belongs to another request. */
  | { outcome: 'key_reused'; operation: Operation }
  /** The `po_number` belongs to another request, which has not ended badly. */
  | { outcome: 'po_number_taken'; operation: Operation }
  /** The holder of the `po_number` ended badly and may be booked all the same. It must be repeated, not bought anew. */
  | { outcome: 'po_number_in_doubt'; operation: Operation }
  /** This operation was retried already. */
  | { outcome: 'already_retried'; operation: Operation };

/**
 * An insert that met a guard looks for its operation. If that is gone by then, the insert is tried again, this often.
 */
const MAX_ROUNDS = 5;

export class IntakeContendedError extends Error {
  override readonly name = 'IntakeContendedError';
}

/**
 * Makes an operation durable, or finds the one that holds a guard of intake.
 * @throws IntakeContendedError when the holder was gone again five times, or the repeated operation has changed
 */
export async function insertOperation(pool: Pick<Pool, 'query'>, operation: NewOperation): Promise<InsertOutcome> {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const [created] = await insertRows(pool, [operation]);
    if (created !== null && created !== undefined) return { outcome: 'created', operation: created };
    const existing = await findGuardian(pool, operation);
    if (existing !== null) return existing;
  }
  throw new IntakeContendedError(
    'the operation that is repeated, or that holds this idempotency key or po_number, keeps changing; try again',
  );
}

/** Operations that arrive within this many milliseconds share a commit. */
const GATHER_MS = 1;
/**
 * The shortest time between two commits under load. A statement costs 1 to 2 ms however few rows it has: at every 12 ms
 * instead of every 5, an operation takes 30 µs less of the API and 40 less of Postgres. At rest nothing waits for it.
 */
const BETWEEN_MS = 12;
const MOST = 50;
/** One that waits for the end of another operation keeps the others waiting no longer than this. */
const BEHIND_MS = 100;

/** `insertOperation` for many callers: operations that arrive together become durable by one commit. */
export class OperationInserts {
  private readonly inserting: Batcher<NewOperation, Operation | null>;

  constructor(private readonly pool: Pool) {
    this.inserting = new Batcher({
      name: 'insert operations',
      run: (operations) => insertByTenant(pool, operations),
      gatherMs: GATHER_MS,
      betweenMs: BETWEEN_MS,
      most: MOST,
      behindMs: BEHIND_MS,
    });
  }

  /** Does what `insertOperation` does. */
  async insert(operation: NewOperation): Promise<InsertOutcome> {
    let created: Operation | null;
    try {
      created = await this.inserting.add(operation);
    } catch (error) {
      // A failed batch has written nothing, and one bad row is not the others' fault. So each is tried alone.
      if (!(error instanceof DatabaseError)) throw error;
      created = null;
    }
    return created === null ? insertOperation(this.pool, operation) : { outcome: 'created', operation: created };
  }

  /** @returns what an insert would have met, without inserting; null when no guard would stop it */
  find(operation: NewOperation): Promise<InsertOutcome | null> {
    return findGuardian(this.pool, operation);
  }
}

/** Inserts each tenant's rows by a statement of their own: the fence between tenants lets no statement write for two. */
async function insertByTenant(pool: Pool, operations: readonly NewOperation[]): Promise<(Operation | null)[]> {
  const byTenant = new Map<string, NewOperation[]>();
  for (const operation of operations) {
    const own = byTenant.get(operation.tenantId);
    if (own === undefined) byTenant.set(operation.tenantId, [operation]);
    else own.push(operation);
  }
  const created = new Map<string, Operation | null>();
  await Promise.all(
    [...byTenant].map(async ([tenantId, own]) => {
      const rows = await asTenant(tenantId, () => insertRows(pool, own));
      own.forEach(({ id }, place) => created.set(id, rows[place] ?? null));
    }),
  );
  return operations.map(({ id }) => created.get(id) ?? null);
}

/**
 * Lets Postgres plan the insert of intake without running it. That shows that the schema has everything the insert
 * names, and that the role may write it.
 * @throws DatabaseError when not
 */
export async function checkInsert(pool: Pool): Promise<void> {
  const { text, values } = intakeInsert([]);
  await pool.query(`EXPLAIN ${text}`, values);
}

/** The operation that the insert makes. To send its 50 columns back and to read them takes longer than to make it here. */
function insertedOperation(operation: NewOperation, forgottenSince: Date | null): Operation {
  const { account, buyerRef, requestKey, retryOf } = operation;
  return takenOperation(intakeOf(operation), {
    holdsPoNumber: holdsPoNumberAtIntake(operation),
    account,
    buyerRef,
    requestKey,
    repeatsDoubt: retryOf?.inDoubt ?? false,
    calls: forgottenSince === null ? [] : [unknownCall(forgottenSince)],
  });
}

/**
 * Inserts rows in the order of their guards: two batches with the same requests then never wait for each other in a
 * ring. It waits for two others:
 * - For a write that is just ending the holder of a `po_number`. If the number is free afterwards, it is taken.
 * - For a deletion of the seller; the deletion likewise waits for this. So either the deletion sees the operation, or
 *   the submitter sees that the seller is gone.
 * @returns in the order of the operations; null for one whose guard another holds
 */
async function insertRows(
  pool: Pick<Pool, 'query'>,
  operations: readonly NewOperation[],
): Promise<(Operation | null)[]> {
  const sorted = [...operations].sort((left, right) => (guardOf(left) < guardOf(right) ? -1 : 1));
  const { rows } = await pool.query<{ id: string; forgotten_since: Date | null }>(intakeInsert(sorted));
  const created = new Map(rows.map(({ id, forgotten_since: since }) => [id, since]));
  return operations.map((operation) => {
    const since = created.get(operation.id);
    return since === undefined ? null : insertedOperation(operation, since);
  });
}

const takeOver = `), repeated AS MATERIALIZED (
  SELECT r.tenant_id, r.id FROM input i
  JOIN operations r ON r.tenant_id = i.tenant_id AND r.id = i.retry_of AND r.version = i.repeated_version
  ORDER BY r.id FOR UPDATE OF r
), moved AS (
  UPDATE operations m SET holds_po_number = false, attention_reason = NULL, attention_since = NULL,
    attention_assignee = NULL, attention_note = NULL,
    acknowledged = jsonb_build_object('conflicts', m.conflicts, 'mayBeBooked', true, 'late', true),
    version = m.version + 1, updated_at = i.now
  FROM repeated r JOIN input i ON i.tenant_id = r.tenant_id AND i.retry_of = r.id
  WHERE m.tenant_id = r.tenant_id AND m.id = r.id AND m.holds_po_number
    AND NOT EXISTS (SELECT FROM operations n WHERE n.tenant_id = i.tenant_id AND n.retry_of = i.retry_of)
  RETURNING m.tenant_id, m.id, m.status, m.version, i.id AS heir, i.now, i.actor
`;

const onlyAsItWas = ` AND (SELECT count(*) FROM moved) >= 0 AND (i.retry_of IS NULL
    OR EXISTS (SELECT FROM repeated r WHERE r.tenant_id = i.tenant_id AND r.id = i.retry_of))`;

const tellTaken = `), moved_entry AS (
  INSERT INTO timeline (tenant_id, operation_id, kind, source, from_status, to_status, actor, reason, version, at)
  SELECT m.tenant_id, m.id, 'learned', 'intake', m.status, m.status, m.actor,
    'repeated as operation ' || m.heir || ', which holds the po_number from now on', m.version, m.now
  FROM moved m
`;

/**
 * Only where a subscription names it. `$24` has the events, `$25` has them as they are while the installation is restored:
 * only the database knows which it is. Streams take them from `intake_events`.
 */
const oweRequested = `), owed AS (
  INSERT INTO events (id, tenant_id, operation_id, sequence, type, payload, created_at)
  SELECT o.id, o.tenant_id, o.id, -o.version, '${EventType.requested}',
    CASE WHEN o.call_started_at IS NULL THEN e.payload ELSE e.restored END, o.created_at
  FROM o JOIN unnest($1::uuid[], $24::jsonb[], $25::jsonb[]) AS e(id, payload, restored) ON e.id = o.id
  RETURNING ${owedEventColumns}
), deliveries_owed AS (${owedDeliveries}
`;

/**
 * The insert of intake. A repetition takes the `po_number` over from the operation that it repeats. Whoever repeats it
 * has seen what there was to see, so the old one needs no person any more. The old row must
 * let go first, so the insert reads the count of `moved`: that fixes the order. The old row's version rises, so a gate
 * that is deciding on it decides again. If the repetition exists already, nothing is moved.
 *
 * While the installation is restored, each new operation begins with a call that may have been made (ADR 39): its desk may
 * be posting again what the backup has lost. In a copy of the database the insert fails.
 *
 * A batch without a repetition has a shorter statement, which reads no operation. So no plan can go wrong: on a table
 * without statistics, behind the fence, the planner read all of the tenant's rows for what is repeated.
 */
function intakeInsert(sorted: readonly NewOperation[]): QueryConfig<unknown[]> {
  const repeats = sorted.some(({ retryOf }) => retryOf !== null);
  const told = sorted.some(({ isTold }) => isTold === true);
  return {
    name: `intake-${repeats ? 'repeat' : 'insert'}${told ? '-told' : ''}`,
    text: `
WITH input AS MATERIALIZED (
  SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::jsonb[], $7::text[], $8::uuid[],
    $9::text[], $10::text[], $11::boolean[], $12::text[], $13::jsonb[], $14::text[], $15::timestamptz[], $16::uuid[],
    $17::int[], $18::boolean[], $19::timestamptz[], $20::text[], $21::jsonb[], $22::timestamptz[], $23::jsonb[])
    WITH ORDINALITY AS i(id, tenant_id, seller_id, dialect, type, request, request_hash, request_key,
      idempotency_header, po_number, holds_po_number, user_id, account, buyer_ref, deadline_at, retry_of,
      repeated_version, repeats_doubt, now, actor, summary, overdue_at, detail, place)
), forgotten AS MATERIALIZED (
  SELECT forgotten_since() AS since
), held AS MATERIALIZED (
  SELECT pg_advisory_xact_lock_shared(${sellerLock('h.tenant_id', 'h.seller_id')})
  FROM (SELECT DISTINCT tenant_id, seller_id FROM input ORDER BY 1, 2) h
${repeats ? takeOver : ''}), o AS (
  INSERT INTO operations (id, tenant_id, seller_id, dialect, type, status, request, request_hash, request_key,
    idempotency_header, po_number, holds_po_number, user_id, account, buyer_ref, deadline_at, deadline_seconds, retry_of,
    repeats_doubt, summary, overdue_at, due_kind, due_at, status_since, created_at, updated_at,
    calls, call_started_at, may_have_executed)
  SELECT i.id, i.tenant_id, i.seller_id, i.dialect, i.type, 'requested', i.request, i.request_hash, i.request_key,
    i.idempotency_header, i.po_number, i.holds_po_number, i.user_id, i.account, i.buyer_ref, i.deadline_at,
    extract(epoch FROM i.deadline_at - i.now), i.retry_of, i.repeats_doubt, i.summary, i.overdue_at,
    'submit', i.now, i.now, i.now, i.now,
    ${callsForgotten('forgotten.since')}, forgotten.since, forgotten.since IS NOT NULL
  FROM input i CROSS JOIN forgotten
  WHERE (SELECT count(*) FROM held) > 0${repeats ? onlyAsItWas : ''}
  ORDER BY i.place
  ON CONFLICT DO NOTHING
  RETURNING tenant_id, id, version, created_at, call_started_at
), entry AS (
  INSERT INTO timeline (tenant_id, operation_id, kind, source, to_status, actor, reason, detail, version, at)
  SELECT o.tenant_id, o.id, 'accepted', CASE WHEN i.retry_of IS NULL THEN 'intake' ELSE 'operator' END, 'requested', i.actor,
    coalesce('repeats operation ' || i.retry_of, 'accepted from the desk'),
    coalesce(i.detail, '{}'), o.version, o.created_at
  FROM o JOIN input i ON i.tenant_id = o.tenant_id AND i.id = o.id
), placed AS (
  INSERT INTO intake_events (tenant_id, epoch, transaction_id, operation_id)
  SELECT o.tenant_id, present.epoch, (pg_current_xact_id()::text)::bigint, o.id
  FROM o CROSS JOIN (SELECT event_epoch() AS epoch) present
${repeats ? tellTaken : ''}${told ? oweRequested : ''})
SELECT id, call_started_at AS forgotten_since FROM o`,
    values: [
      sorted.map(({ id }) => id),
      sorted.map(({ tenantId }) => tenantId),
      sorted.map(({ sellerId }) => sellerId),
      sorted.map(({ dialect }) => dialect),
      sorted.map(({ type }) => type),
      sorted.map(({ request }) => databaseJson(request)),
      sorted.map(({ requestHash }) => requestHash),
      sorted.map(({ requestKey }) => requestKey),
      sorted.map(({ idempotencyHeader }) => idempotencyHeader),
      sorted.map(({ poNumber }) => poNumber),
      sorted.map(holdsPoNumberAtIntake),
      sorted.map(({ userId }) => userId),
      sorted.map(({ account }) => (account === null ? null : databaseJson(account))),
      sorted.map(({ buyerRef }) => buyerRef),
      sorted.map(({ deadlineAt }) => deadlineAt.toISOString()),
      sorted.map(({ retryOf }) => retryOf?.id ?? null),
      sorted.map(({ retryOf }) => retryOf?.version ?? null),
      sorted.map(({ retryOf }) => retryOf?.inDoubt ?? false),
      sorted.map(({ now }) => now.toISOString()),
      sorted.map(({ actor }) => actor),
      sorted.map(({ dialect, type, request }) => databaseJson(summaryOf(dialect, type, request))),
      sorted.map((operation) => overdueAtIntake(operation)?.toISOString() ?? null),
      sorted.map(({ retryOf }) => (retryOf === null ? null : databaseJson({ asked: retryOf.asked, by: retryOf.by }))),
      ...(told ? [false, true].map((mayBeForgotten) => sorted.map((each) => requestedOf(each, mayBeForgotten))) : []),
    ],
  };
}

function requestedOf(operation: NewOperation, mayBeForgotten: boolean): string {
  return databaseJson(requestedEvent({ ...intakeOf(operation), mayBeForgotten }));
}

function intakeOf(operation: NewOperation): Omit<Intake, 'mayBeForgotten'> {
  const { id, tenantId, sellerId, dialect, type, request, poNumber, userId, deadlineAt, retryOf, now } = operation;
  return {
    id,
    tenantId,
    sellerId,
    dialect,
    type,
    poNumber,
    userId,
    summary: summaryOf(dialect, type, request),
    deadlineSeconds: (deadlineAt.getTime() - now.getTime()) / 1000,
    retryOf: retryOf?.id ?? null,
    createdAt: now,
  };
}

function overdueAtIntake({ deadlineAt, now }: NewOperation): Date | null {
  const deadlineSeconds = (deadlineAt.getTime() - now.getTime()) / 1000;
  return overdueAt({ status: 'requested', pendingSince: null, deadlineAt, deadlineSeconds }, null);
}

function guardOf({ tenantId, poNumber, idempotencyHeader }: NewOperation): string {
  return `${tenantId}/${poNumber ?? ''}/${idempotencyHeader ?? ''}`;
}

type Guardian = OperationRow & { guard: 'id' | 'header' | 'po_number' | 'retry_of' };

/**
 * Finds the operation that a guard belongs to. The id comes first: it finds our own insert whose answer was lost. Then
 * the header, which names this very request, before the number.
 */
async function findGuardian(pool: Pick<Pool, 'query'>, operation: NewOperation): Promise<InsertOutcome | null> {
  const { rows } = await pool.query<Guardian>({
    name: 'intake-guardian',
    text: `
SELECT 'id' AS guard, o.request_hash, ${operationColumns} FROM operations o WHERE o.tenant_id = $1 AND o.id = $7
UNION ALL
SELECT 'header', o.request_hash, ${operationColumns} FROM operations o
WHERE o.tenant_id = $1 AND o.idempotency_header = $2
UNION ALL
SELECT 'retry_of', o.request_hash, ${operationColumns} FROM operations o
WHERE o.tenant_id = $1 AND o.retry_of = $6
UNION ALL
SELECT 'po_number', o.request_hash, ${operationColumns} FROM operations o
WHERE o.tenant_id = $1 AND o.seller_id = $3 AND o.po_number = $4 AND o.holds_po_number
  AND $5 = 'create_media_buy'`,
    values: [
      operation.tenantId,
      operation.idempotencyHeader,
      operation.sellerId,
      operation.poNumber,
      operation.type,
      operation.retryOf?.id ?? null,
      operation.id,
    ],
  });
  const row = rows.find(({ guard }) => guard === 'id') ?? rows.find(({ guard }) => guard === 'header') ?? rows[0];
  if (row === undefined) return null;
  const existing = operationOf(row);
  if (row.guard === 'id') return { outcome: 'created', operation: existing };
  if (row.guard === 'retry_of') return { outcome: 'already_retried', operation: existing };
  if (row.guard === 'po_number' && isBadEnd(existing.status)) {
    return { outcome: 'po_number_in_doubt', operation: existing };
  }
  if (row.request_hash === operation.requestHash) return { outcome: 'replayed', operation: existing };
  return { outcome: row.guard === 'header' ? 'key_reused' : 'po_number_taken', operation: existing };
}
