import type { Pool, QueryResultRow } from 'pg';
import { type JsonObject, LARGE_CHARACTERS } from '@adcp-orchestrator/domain';
import type { OperationRow } from '../../schema/operation-table';
import { operationColumns, operationOf } from '../operation-row';
import type { FoundOperation } from '../queries/find-operation';
import { type PauseRow, type TraitRow, pauseColumns, pauseOfRow, traitColumns, traitsOf } from '../seller-traits';
import type { OperationFilter } from './operation-filter';
import { type OperationSort, type PagePlace, type PageStatement, pageStatement } from './page-statement';
import { type ListAsked, withinSeconds } from './within-seconds';

export interface PageOptions {
  /** Where the previous page ended; null for the first page. */
  after: PagePlace | null;
  /** Rows on the page. */
  limit: number;
  /** The newest first, unless it says otherwise. */
  sort?: OperationSort;
  /** Whether each comes with what the desk asked for. */
  withRequest?: boolean;
}

export interface OperationPage {
  /** `request` is null unless it was asked for and has at most `LARGE_CHARACTERS`. */
  items: (FoundOperation & { request: JsonObject | null })[];
  /** Where the next page begins: pass it as `after`. Null on the last page. */
  after: PagePlace | null;
}

/** Postgres compresses a value to no less than a ninetieth. So no value of this many bytes in the row is large. */
const SMALL_BYTES = 700;

/**
 * The columns without large results: a page of 200 could be a gigabyte. What takes few bytes in the row is not
 * measured.
 */
const lightColumns = operationColumns.replace(
  'o.outcome,',
  `CASE WHEN pg_column_size(o.outcome) > ${SMALL_BYTES} AND length(o.outcome::text) > ${LARGE_CHARACTERS} AND o.outcome ? 'result'
    THEN o.outcome - 'result' || '{"resultOmitted": true}' ELSE o.outcome END AS outcome,`,
);

/** The request, unless it is large: the single read has it then. */
const lightRequest = `CASE WHEN pg_column_size(o.request) <= ${SMALL_BYTES} OR length(o.request::text) <= ${LARGE_CHARACTERS}
    THEN o.request END AS request`;

/**
 * Reads one page of a tenant's operations. Pages run by the place where the last one ended, so operations that arrive
 * meanwhile move nothing on later pages.
 * @throws ListTooWideError when no index carries filters and order together, and it takes two seconds
 */
export async function listOperations(
  pool: Pool,
  tenantId: string,
  filter: OperationFilter,
  { after, limit, sort = '-created_at', withRequest = false }: PageOptions,
): Promise<OperationPage> {
  if (filter.statuses?.length === 0) return { items: [], after: null };
  const page = pageStatement(tenantId, filter, sort, { after, limit: limit + 1 });
  const rows = await read<ListRow>(pool, page, rowsOf(page, withRequest), { filter, sort });
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return {
    items: items.map((row) => ({
      operation: operationOf(row),
      traits: traitsOf(row),
      pause: pauseOfRow(row),
      request: withRequest ? row.request : null,
    })),
    after: last === undefined ? null : placeOf(last),
  };
}

/**
 * Reads which operations a filter finds, the newest first.
 * @param most how many at most
 * @throws ListTooWideError as `listOperations`
 */
export async function findOperationIds(
  pool: Pool,
  tenantId: string,
  filter: OperationFilter,
  most: number,
): Promise<string[]> {
  if (filter.statuses?.length === 0) return [];
  const sort = '-created_at';
  const page = pageStatement(tenantId, filter, sort, { after: null, limit: most });
  const rows = await read<{ id: string }>(pool, page, page.text, { filter, sort });
  return rows.map(({ id }) => id);
}

async function read<Row extends QueryResultRow>(
  pool: Pool,
  { carried, parameters: { values } }: PageStatement,
  text: string,
  asked: ListAsked,
): Promise<Row[]> {
  const { rows } = carried ? await pool.query<Row>(text, values) : await withinSeconds<Row>(pool, text, values, asked);
  return rows;
}

type ListRow = OperationRow & TraitRow & PauseRow & { sort_key: string | null };

/** The rows of a page are read by their keys, once it is known which they are. */
function rowsOf({ text, order }: PageStatement, withRequest: boolean): string {
  return `WITH page AS MATERIALIZED (${text})
     SELECT ${lightColumns}, ${traitColumns}, ${pauseColumns}${withRequest ? `, ${lightRequest}` : ''}, p.key::text AS sort_key
     FROM page p CROSS JOIN LATERAL (
         SELECT * FROM operations r WHERE r.tenant_id = $1 AND r.id = p.id OFFSET 0) o
       JOIN sellers s ON s.tenant_id = o.tenant_id AND s.id = o.seller_id
     ORDER BY ${order.replace(/\b(key|id) /g, 'p.$1 ')}`;
}

function placeOf({ id, sort_key: at }: ListRow): PagePlace {
  return at === null ? { id } : { id, at };
}
