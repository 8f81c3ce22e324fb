import type { Pool } from 'pg';
import { type JsonObject, type OperationSummary, requestedEvent, summaryOf } from '@adcp-orchestrator/domain';
import type { OperationRow } from '../schema/operation-table';

type IntakeRow = Pick<
  OperationRow,
  | 'id'
  | 'tenant_id'
  | 'seller_id'
  | 'dialect'
  | 'type'
  | 'po_number'
  | 'user_id'
  | 'deadline_seconds'
  | 'deadline_at'
  | 'retry_of'
  | 'created_at'
> & { summary: OperationSummary | null; unsummarised: JsonObject | null; may_be_forgotten: boolean };

/**
 * SQL: whether intake gave the operation a call that may have been made before a restore. What was in the backup has such
 * a call too, and that one is not older than the operation.
 */
const mayBeForgotten = `EXISTS (SELECT FROM jsonb_array_elements(o.calls) c
               WHERE c ->> 'number' = '0' AND c ->> 'key' IS NULL AND (c ->> 'startedAt')::timestamptz < o.created_at)`;

/** @returns the events that these operations were handed over, as JSON, by the operations' ids */
export async function readRequested(
  pool: Pick<Pool, 'query'>,
  tenantId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await pool.query<IntakeRow>({
    name: 'events-requested',
    text: `SELECT o.id, o.tenant_id, o.seller_id, o.dialect, o.type, o.po_number, o.user_id, o.summary, o.deadline_seconds,
             o.deadline_at, o.retry_of, o.created_at, ${mayBeForgotten} AS may_be_forgotten, CASE WHEN o.summary IS NULL THEN o.request END AS unsummarised
           FROM operations o WHERE o.tenant_id = $1 AND o.id = ANY ($2::uuid[])`,
    values: [tenantId, ids],
  });
  return new Map(rows.map((row) => [row.id, JSON.stringify(eventOf(row))]));
}

function eventOf(row: IntakeRow): JsonObject {
  return requestedEvent({
    id: row.id,
    tenantId: row.tenant_id,
    sellerId: row.seller_id,
    dialect: row.dialect,
    type: row.type,
    poNumber: row.po_number,
    userId: row.user_id,
    summary: row.summary ?? summaryOf(row.dialect, row.type, row.unsummarised ?? {}),
    deadlineSeconds: row.deadline_seconds ?? (row.deadline_at.getTime() - row.created_at.getTime()) / 1000,
    retryOf: row.retry_of,
    createdAt: row.created_at,
    mayBeForgotten: row.may_be_forgotten,
  });
}
