import type { Pool } from 'pg';
import type { JsonObject, Operation, SellerTraits, SendingPause } from '@adcp-orchestrator/domain';
import type { OperationRow } from '../../schema/operation-table';
import { operationColumns, operationOf } from '../operation-row';
import { type PauseRow, type TraitRow, pauseColumns, pauseOfRow, traitColumns, traitsOf } from '../seller-traits';

/** An operation, with what its view and its retry need of the seller. */
export interface FoundOperation {
  operation: Operation;
  traits: SellerTraits;
  /** What holds the sending to its seller back. */
  pause: SendingPause | null;
}

/** An operation with what the desk asked for. */
export interface FoundRequest extends FoundOperation {
  request: JsonObject;
  /** The operation that repeats it. */
  repeatedBy: string | null;
}

/** @returns the tenant's operation, or null when it has none of that id. */
export async function findOperation(pool: Pool, tenantId: string, id: string): Promise<FoundRequest | null> {
  const { rows } = await pool.query<OperationRow & TraitRow & PauseRow & { repeated_by: string | null }>({
    name: 'operation-find',
    text: `SELECT ${operationColumns}, o.request, ${traitColumns}, ${pauseColumns},
             (SELECT r.id FROM operations r WHERE r.tenant_id = o.tenant_id AND r.retry_of = o.id) AS repeated_by
           FROM operations o JOIN sellers s ON s.tenant_id = o.tenant_id AND s.id = o.seller_id
           WHERE o.tenant_id = $1 AND o.id = $2`,
    values: [tenantId, id],
  });
  const [row] = rows;
  if (row === undefined) return null;
  const { request, repeated_by: repeatedBy } = row;
  return { operation: operationOf(row), traits: traitsOf(row), pause: pauseOfRow(row), request, repeatedBy };
}

/** What a repetition copies from the operation that it repeats. */
export interface RepeatableRequest {
  request: JsonObject;
  requestHash: string;
}

/** @returns what the desk asked for; null when the tenant has no operation of that id */
export async function readRequest(pool: Pool, tenantId: string, id: string): Promise<RepeatableRequest | null> {
  const { rows } = await pool.query<Pick<OperationRow, 'request' | 'request_hash'>>({
    name: 'operation-request',
    text: 'SELECT request, request_hash FROM operations WHERE tenant_id = $1 AND id = $2',
    values: [tenantId, id],
  });
  const [row] = rows;
  return row === undefined ? null : { request: row.request, requestHash: row.request_hash };
}

export interface OperationRef {
  tenantId: string;
  id: string;
}

/** @returns the present versions by operation id; those that their tenant does not have are missing */
export async function readVersions(pool: Pool, refs: readonly OperationRef[]): Promise<Map<string, number>> {
  const { rows } = await pool.query<{ id: string; version: number }>({
    name: 'operation-versions',
    text: `SELECT o.id, o.version
           FROM unnest($1::uuid[], $2::uuid[]) AS wanted(id, tenant_id)
           JOIN operations o ON o.id = wanted.id AND o.tenant_id = wanted.tenant_id`,
    values: [refs.map(({ id }) => id), refs.map(({ tenantId }) => tenantId)],
  });
  return new Map(rows.map(({ id, version }) => [id, version]));
}
