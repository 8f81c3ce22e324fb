import type { Pool } from 'pg';
import { type JsonObject, LARGE_CHARACTERS, type OperationStatus, type OperationType } from '@adcp-orchestrator/domain';
import type { OperationRow } from '../../schema/operation-table';
import { operationColumns, operationOf } from '../operation-row';
import { type PauseRow, type TraitRow, pauseColumns, pauseOfRow, traitColumns, traitsOf } from '../seller-traits';
import type { FoundOperation } from './find-operation';

/** An absent field does not filter. */
export interface OperationFilter {
  statuses?: readonly OperationStatus[];
  sellerId?: string;
  type?: OperationType;
  poNumber?: string;
  userId?: string;
  createdAfter?: Date;
  createdBefore?: Date;
  /** An id, `po_number`, `task_id` or `media_buy_id`, or the beginning of a `po_number`. */
  search?: string;
}

export interface PageOptions {
  /** Where the previous page ended; null for the first page. */
  after: string | null;
  /** Rows on the page. */
  limit: number;
  /** Whether each comes with what the desk asked for. */
  withRequest?: boolean;
}

export interface OperationPage {
  /** `request` is null unless it was asked for. */
  items: (FoundOperation & { request: JsonObject | null })[];
  /** Where the next page begins: pass it as `after`. Null on the last page. */
  after: string | null;
}

/**
 * The columns without large results: a page of 200 could be a gigabyte. An outcome that takes at most 2,000 bytes in
 * the row is taken for small, and is not measured.
 */
const lightColumns = operationColumns.replace(
  'o.outcome,',
  `CASE WHEN pg_column_size(o.outcome) > 2000 AND length(o.outcome::text) > ${LARGE_CHARACTERS} AND o.outcome ? 'result'
    THEN o.outcome - 'result' || '{"resultOmitted": true}' ELSE o.outcome END AS outcome,`,
);

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Reads one page of a tenant's operations, the newest first. Ids are UUIDv7, so pages run by id alone: operations that
 * arrive meanwhile come before the first page and move nothing on later ones.
 */
export async function listOperations(
  pool: Pool,
  tenantId: string,
  filter: OperationFilter,
  { after, limit, withRequest = false }: PageOptions,
): Promise<OperationPage> {
  const values: unknown[] = [tenantId];
  const conditions = ['o.tenant_id = $1'];
  const where = (value: unknown, condition: (place: string) => string): void => {
    values.push(value);
    conditions.push(condition(`$${values.length}`));
  };
  if (after !== null) where(after, (at) => `o.id < ${at}`);
  if (filter.statuses !== undefined) where(filter.statuses, (at) => `o.status = ANY (${at}::text[])`);
  if (filter.sellerId !== undefined) where(filter.sellerId, (at) => `o.seller_id = ${at}`);
  if (filter.type !== undefined) where(filter.type, (at) => `o.type = ${at}`);
  if (filter.poNumber !== undefined) where(filter.poNumber, (at) => `o.po_number = ${at}`);
  if (filter.userId !== undefined) where(filter.userId, (at) => `o.user_id = ${at}`);
  if (filter.createdAfter !== undefined) where(filter.createdAfter.toISOString(), (at) => `o.created_at > ${at}`);
  if (filter.createdBefore !== undefined) where(filter.createdBefore.toISOString(), (at) => `o.created_at < ${at}`);
  if (filter.search !== undefined) {
    where(filter.search, (at) => {
      const texts = `starts_with(o.po_number, ${at}) OR o.task_id = ${at} OR o.outcome->>'mediaBuyId' = ${at}`;
      return UUID.test(filter.search ?? '') ? `(${texts} OR o.id = ${at}::text::uuid)` : `(${texts})`;
    });
  }
  values.push(limit + 1);
  const { rows } = await pool.query<OperationRow & TraitRow & PauseRow>(
    `SELECT ${lightColumns}, ${traitColumns}, ${pauseColumns}${withRequest ? ', o.request' : ''}
     FROM operations o JOIN sellers s ON s.tenant_id = o.tenant_id AND s.id = o.seller_id
     WHERE ${conditions.join(' AND ')}
     ORDER BY o.id DESC LIMIT $${values.length}`,
    values,
  );
  const page = rows.slice(0, limit);
  return {
    items: page.map((row) => ({
      operation: operationOf(row),
      traits: traitsOf(row),
      pause: pauseOfRow(row),
      request: withRequest ? row.request : null,
    })),
    after: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}
