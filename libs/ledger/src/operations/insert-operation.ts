import type { Pool } from 'pg';
import type { DialectName, Json, JsonObject, Operation, OperationType } from '@adcp-orchestrator/domain';
import { databaseJson } from '../gate/database-json';
import type { OperationRow } from '../schema/operation';
import { operationColumns, operationOf } from './operation-row';

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
  /** This operation was retried already. */
  | { outcome: 'already_retried'; operation: Operation };

/** An insert that met an existing row which then changed under it looks again, this often. */
const MAX_ROUNDS = 5;

export class IntakeContendedError extends Error {
  override readonly name = 'IntakeContendedError';
}

/**
 * Makes an operation durable, or finds the one that a guard of intake holds. One round trip
 * in the common case.
 * @throws IntakeContendedError when the guarding operation came and went five times
 */
export async function insertOperation(pool: Pool, operation: NewOperation): Promise<InsertOutcome> {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const created = await insert(pool, operation);
    if (created !== null) return { outcome: 'created', operation: created };
    const existing = await findGuardian(pool, operation);
    if (existing !== null) return existing;
  }
  throw new IntakeContendedError(
    'the operation that holds this idempotency key or po_number keeps changing; try again',
  );
}

async function insert(pool: Pool, operation: NewOperation): Promise<Operation | null> {
  const { rows } = await pool.query<OperationRow>({
    name: 'intake-insert',
    text: `
WITH o AS (
  INSERT INTO operations (id, tenant_id, seller_id, dialect, type, status, request, request_hash, request_key,
    idempotency_header, po_number, user_id, account, buyer_ref, deadline_at, retry_of, due_kind, due_at, created_at,
    updated_at)
  VALUES ($1, $2, $3, $4, $5, 'requested', $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 'submit', $16, $16, $16)
  ON CONFLICT DO NOTHING
  RETURNING *
), entry AS (
  INSERT INTO timeline (tenant_id, operation_id, kind, source, to_status, actor, reason, version, at)
  SELECT tenant_id, id, 'accepted', 'intake', 'requested', $17, 'accepted from the desk', version, created_at FROM o
)
SELECT ${operationColumns} FROM o`,
    values: [
      operation.id,
      operation.tenantId,
      operation.sellerId,
      operation.dialect,
      operation.type,
      databaseJson(operation.request),
      operation.requestHash,
      operation.requestKey,
      operation.idempotencyHeader,
      operation.poNumber,
      operation.userId,
      operation.account === null ? null : databaseJson(operation.account),
      operation.buyerRef,
      operation.deadlineAt.toISOString(),
      operation.retryOf,
      operation.now.toISOString(),
      operation.actor,
    ],
  });
  const [row] = rows;
  return row === undefined ? null : operationOf(row);
}

type Guardian = OperationRow & { guard: 'header' | 'po_number' | 'retry_of' };

/** The header guards before the number: it names this very request. */
async function findGuardian(pool: Pool, operation: NewOperation): Promise<InsertOutcome | null> {
  const { rows } = await pool.query<Guardian>({
    name: 'intake-guardian',
    text: `
SELECT 'header' AS guard, o.request_hash, ${operationColumns} FROM operations o
WHERE o.tenant_id = $1 AND o.idempotency_header = $2
UNION ALL
SELECT 'retry_of', o.request_hash, ${operationColumns} FROM operations o
WHERE o.tenant_id = $1 AND o.retry_of = $6
UNION ALL
SELECT 'po_number', o.request_hash, ${operationColumns} FROM operations o
WHERE o.tenant_id = $1 AND o.seller_id = $3 AND o.po_number = $4 AND o.type = 'create_media_buy'
  AND $5 = 'create_media_buy' AND o.status NOT IN ('failed', 'rejected', 'canceled')`,
    values: [
      operation.tenantId,
      operation.idempotencyHeader,
      operation.sellerId,
      operation.poNumber,
      operation.type,
      operation.retryOf,
    ],
  });
  const row = rows.find(({ guard }) => guard === 'header') ?? rows[0];
  if (row === undefined) return null;
  const existing = operationOf(row);
  if (row.guard === 'retry_of') return { outcome: 'already_retried', operation: existing };
  if (row.request_hash === operation.requestHash) return { outcome: 'replayed', operation: existing };
  return { outcome: row.guard === 'header' ? 'key_reused' : 'po_number_taken', operation: existing };
}
