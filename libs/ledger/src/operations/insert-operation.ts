import { DatabaseError, type Pool, type PoolClient, type QueryConfig } from 'pg';
import type { DialectName, Json, JsonObject, Operation, OperationType } from '@adcp-orchestrator/domain';
import { Batcher } from '@adcp-orchestrator/platform';
import { databaseJson } from '../gate/database-json';
import type { OperationRow } from '../schema/operation';
import { sellerLock } from '../sellers/seller-lock';
import { inTransaction } from '../transaction';
import { operationColumns, operationOf } from './operation-row';
import { isAnyNumberInDoubt, mayBeBookedAllTheSame } from './po-number-in-doubt';

/** A validated operation, as intake hands it over. */
export interface NewOperation {
  /** UUIDv7: pages run by it. */
  id: string;
  tenantId: string;
  sellerId: string;
  dialect: DialectName;
  type: OperationType;
  /** What the desk sent, with its `po_number`. */
  request: JsonObject;
  /** Canonical hash of `{type, seller_id, request}`. */
  requestHash: string;
  /** The idempotency key towards the seller, UUID v4. */
  requestKey: string;
  idempotencyHeader: string | null;
  poNumber: string | null;
  userId: string | null;
  account: Json;
  buyerRef: string | null;
  deadlineAt: Date;
  retryOf: string | null;
  now: Date;
  /** Who handed it over: the API key's name. */
  actor: string;
}

export type InsertOutcome =
  /** It is durable now. */
  | { outcome: 'created'; operation: Operation }
  /** The same request under the same guard: the operation that exists. */
  | { outcome: 'replayed'; operation: Operation }
  /** The `Idempotency-Key` belongs to another request. */
  | { outcome: 'key_reused'; operation: Operation }
  /** The `po_number` belongs to another request that has not ended badly. */
  | { outcome: 'po_number_taken'; operation: Operation }
  /**
   * The `po_number` is that of an operation that ended badly, and may have been booked all the same: the operation, or the
   * last of its repetitions, none of which was sent. That one has to be repeated.
   */
  | { outcome: 'po_number_in_doubt'; operation: Operation }
  /** This operation was retried already. */
  | { outcome: 'already_retried'; operation: Operation };

/** An insert that met an existing row which then changed under it looks again, this often. */
const MAX_ROUNDS = 5;

export class IntakeContendedError extends Error {
  override readonly name = 'IntakeContendedError';
}

/** An operation with the same `po_number` ended in doubt at the very moment; nothing was written. */
class PoNumberInDoubtError extends Error {
  override readonly name = 'PoNumberInDoubtError';
}

/**
 * Makes an operation durable, or finds the one that a guard of intake holds.
 * @throws IntakeContendedError when the guarding operation came and went five times
 */
export async function insertOperation(pool: Pool, operation: NewOperation): Promise<InsertOutcome> {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const created = await insertRow(pool, operation);
    if (created !== null) return { outcome: 'created', operation: created };
    const existing = await findGuardian(pool, operation);
    if (existing !== null) return existing;
  }
  throw new IntakeContendedError(
    'the operation that holds this idempotency key or po_number keeps changing; try again',
  );
}

/** Operations that arrive within so many milliseconds share a commit. */
const GATHER_MS = 1;
/** Under load commits follow each other no faster. */
const BETWEEN_MS = 10;
const MOST = 50;

/** `insertOperation` for many callers at once: what arrives together becomes durable by one commit. */
export class OperationInserts {
  private readonly inserting: Batcher<NewOperation, Operation | null>;

  constructor(private readonly pool: Pool) {
    this.inserting = new Batcher({
      run: (operations) => insertRows(pool, operations),
      gatherMs: GATHER_MS,
      betweenMs: BETWEEN_MS,
      most: MOST,
    });
  }

  /** As `insertOperation`. */
  async insert(operation: NewOperation): Promise<InsertOutcome> {
    let created: Operation | null;
    try {
      created = await this.inserting.add(operation);
    } catch (error) {
      // What is wrong with one row is not the others' fault, and nothing of a failed batch was written.
      if (!(error instanceof DatabaseError || error instanceof PoNumberInDoubtError)) throw error;
      created = null;
    }
    return created === null ? insertOperation(this.pool, operation) : { outcome: 'created', operation: created };
  }
}

async function insertRow(pool: Pool, operation: NewOperation): Promise<Operation | null> {
  try {
    const [created] = await insertRows(pool, [operation]);
    return created ?? null;
  } catch (error) {
    if (error instanceof PoNumberInDoubtError) return null;
    throw error;
  }
}

/**
 * The insert waits for whoever is just ending the operation that holds a `po_number`, and then takes the number, although
 * its own snapshot cannot show that end yet: so a second statement looks at what it got.
 * @returns in the order of the operations; null for one whose guard another holds
 * @throws PoNumberInDoubtError when that end left a doubt
 */
async function insertRows(pool: Pool, operations: readonly NewOperation[]): Promise<(Operation | null)[]> {
  return inTransaction(pool, async (client) => {
    const created = await insertUnguarded(client, operations);
    const numbered = [...created.values()].filter(
      ({ type, poNumber, retryOf }) => type === 'create_media_buy' && poNumber !== null && retryOf === null,
    );
    if (numbered.length > 0 && (await isAnyNumberInDoubt(client, numbered))) {
      throw new PoNumberInDoubtError('an operation with the same po_number has just ended in doubt');
    }
    return operations.map(({ id }) => created.get(id) ?? null);
  });
}

/**
 * Has Postgres plan the insert of intake without running it: that shows that the schema has what it names, and that the
 * role may write it. @throws DatabaseError when not
 */
export async function checkInsert(pool: Pool): Promise<void> {
  const { text, values } = unguardedInsert([]);
  await pool.query(`EXPLAIN ${text}`, values);
}

/**
 * Rows in the order of their guards, so that two batches with the same requests do not wait for each other in a ring.
 * A seller that is being deleted meanwhile is waited for, and the deletion waits for this: it sees the operation, or the
 * submitter sees that the seller is gone.
 * @returns by id; one whose guard another holds is missing
 */
async function insertUnguarded(
  client: PoolClient,
  operations: readonly NewOperation[],
): Promise<Map<string, Operation>> {
  const sorted = [...operations].sort((left, right) => (guardOf(left) < guardOf(right) ? -1 : 1));
  const { rows } = await client.query<OperationRow>(unguardedInsert(sorted));
  return new Map(rows.map((row) => [row.id, operationOf(row)]));
}

function unguardedInsert(sorted: readonly NewOperation[]): QueryConfig<unknown[]> {
  return {
    name: 'intake-insert',
    text: `
WITH held AS MATERIALIZED (
  SELECT pg_advisory_xact_lock_shared(${sellerLock('h.tenant_id', 'h.seller_id')})
  FROM (SELECT DISTINCT * FROM unnest($2::uuid[], $3::text[]) AS i(tenant_id, seller_id) ORDER BY 1, 2) h
), o AS (
  INSERT INTO operations (id, tenant_id, seller_id, dialect, type, status, request, request_hash, request_key,
    idempotency_header, po_number, user_id, account, buyer_ref, deadline_at, deadline_seconds, retry_of, due_kind, due_at, created_at,
    updated_at)
  SELECT i.id, i.tenant_id, i.seller_id, i.dialect, i.type, 'requested', i.request, i.request_hash, i.request_key,
    i.idempotency_header, i.po_number, i.user_id, i.account, i.buyer_ref, i.deadline_at,
    extract(epoch FROM i.deadline_at - i.now), i.retry_of, 'submit', i.now,
    i.now, i.now
  FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::jsonb[], $7::text[], $8::uuid[],
    $9::text[], $10::text[], $11::text[], $12::jsonb[], $13::text[], $14::timestamptz[], $15::uuid[],
    $16::timestamptz[])
    WITH ORDINALITY AS i(id, tenant_id, seller_id, dialect, type, request, request_hash, request_key,
      idempotency_header, po_number, user_id, account, buyer_ref, deadline_at, retry_of, now, place)
  WHERE (SELECT count(*) FROM held) > 0 AND (i.retry_of IS NOT NULL OR i.type <> 'create_media_buy' OR NOT EXISTS (
    SELECT FROM operations o WHERE o.tenant_id = i.tenant_id AND o.seller_id = i.seller_id AND o.po_number = i.po_number
      AND ${mayBeBookedAllTheSame}))
  ORDER BY i.place
  ON CONFLICT DO NOTHING
  RETURNING *
), entry AS (
  INSERT INTO timeline (tenant_id, operation_id, kind, source, to_status, actor, reason, version, at)
  SELECT o.tenant_id, o.id, 'accepted', 'intake', 'requested', a.actor, 'accepted from the desk', o.version, o.created_at
  FROM o JOIN unnest($1::uuid[], $17::text[]) AS a(id, actor) ON a.id = o.id
)
SELECT ${operationColumns} FROM o`,
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
      sorted.map(({ userId }) => userId),
      sorted.map(({ account }) => (account === null ? null : databaseJson(account))),
      sorted.map(({ buyerRef }) => buyerRef),
      sorted.map(({ deadlineAt }) => deadlineAt.toISOString()),
      sorted.map(({ retryOf }) => retryOf),
      sorted.map(({ now }) => now.toISOString()),
      sorted.map(({ actor }) => actor),
    ],
  };
}

function guardOf({ tenantId, poNumber, idempotencyHeader }: NewOperation): string {
  return `${tenantId}/${poNumber ?? ''}/${idempotencyHeader ?? ''}`;
}

type Guardian = OperationRow & { guard: 'id' | 'header' | 'po_number' | 'retry_of' | 'in_doubt' };

/**
 * The header guards before the number: it names this very request. The id finds what was committed although its answer
 * was lost.
 */
async function findGuardian(pool: Pool, operation: NewOperation): Promise<InsertOutcome | null> {
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
WHERE o.tenant_id = $1 AND o.seller_id = $3 AND o.po_number = $4 AND o.type = 'create_media_buy'
  AND $5 = 'create_media_buy' AND o.status NOT IN ('failed', 'rejected', 'canceled')
UNION ALL
SELECT 'in_doubt', o.request_hash, ${operationColumns} FROM operations o WHERE o.id = (
  WITH RECURSIVE chain AS (
    SELECT o.id, 0 AS place FROM operations o
    WHERE o.tenant_id = $1 AND o.seller_id = $3 AND o.po_number = $4 AND $5 = 'create_media_buy' AND $6::uuid IS NULL
      AND ${mayBeBookedAllTheSame}
    UNION ALL SELECT r.id, c.place + 1 FROM operations r JOIN chain c ON r.retry_of = c.id)
  SELECT id FROM chain ORDER BY place DESC LIMIT 1)`,
    values: [
      operation.tenantId,
      operation.idempotencyHeader,
      operation.sellerId,
      operation.poNumber,
      operation.type,
      operation.retryOf,
      operation.id,
    ],
  });
  const row = rows.find(({ guard }) => guard === 'id') ?? rows.find(({ guard }) => guard === 'header') ?? rows[0];
  if (row === undefined) return null;
  const existing = operationOf(row);
  if (row.guard === 'id') return { outcome: 'created', operation: existing };
  if (row.guard === 'retry_of') return { outcome: 'already_retried', operation: existing };
  if (row.guard === 'in_doubt') return { outcome: 'po_number_in_doubt', operation: existing };
  if (row.request_hash === operation.requestHash) return { outcome: 'replayed', operation: existing };
  return { outcome: row.guard === 'header' ? 'key_reused' : 'po_number_taken', operation: existing };
}
