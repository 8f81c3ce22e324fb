import { type OperationStatus, operationStatuses } from '@adcp-orchestrator/domain';
import { Parameters } from '../../database/parameters';
import type { OperationRow } from '../../schema/operation-table';
import { type OperationFilter, conditionsOf } from './operation-filter';

/** The order of a list. A minus: the largest first. Operations are created in the order of their ids. */
export const operationSorts = [
  '-created_at',
  'created_at',
  'status_since',
  '-status_since',
  'deadline_at',
  '-deadline_at',
] as const;
export type OperationSort = (typeof operationSorts)[number];

/** Where a page ended. */
export interface PagePlace {
  id: string;
  /** The time that the list is ordered by, as the database writes it; absent when ids are the order. */
  at?: string;
}

/** A statement that finds the ids of a page, and what an index cannot promise about it. */
export interface PageStatement {
  /** Selects `id` and `key`, in order. `key` is null when ids are the order. */
  text: string;
  order: string;
  parameters: Parameters;
  /** Whether an index carries filter and order, so that a page costs the same however many rows there are. */
  carried: boolean;
}

/** So many of the newest matches are looked at, when something else is asked for too. */
const MAX_MATCHES = 10_000;

export interface PageWanted {
  after: PagePlace | null;
  limit: number;
  /** Further columns that it selects. */
  also?: readonly (keyof OperationRow)[];
}

/**
 * Builds the statement of a page. A list by statuses reads the index of each status in order and merges them as far as
 * the page goes (`Merge Append`): so one index per order serves every set of statuses, and all of them together.
 */
export function pageStatement(
  tenantId: string,
  filter: OperationFilter,
  sort: OperationSort,
  { after, limit, also = [] }: PageWanted,
): PageStatement {
  const parameters = new Parameters();
  const tenant = parameters.add(tenantId);
  const { key, direction } = orderOf(sort);
  const order = key === null ? `id ${direction}` : `key ${direction}, id ${direction}`;
  const conditions = [`o.tenant_id = ${tenant}`, ...conditionsOf(filter, parameters)];
  if (after !== null) conditions.push(beyond(after, key, direction, parameters));
  const { split, carried } = pathOf(filter, key);
  const statuses = filter.statuses ?? operationStatuses;
  if (!split && filter.statuses !== undefined) conditions.push(`o.status = ANY (${parameters.add(statuses)}::text[])`);
  const rows = parameters.add(limit);
  const { search, ...others } = filter;
  // Nothing else is asked for, so the page is what the search finds first.
  const isPlain = sort === '-created_at' && Object.values<unknown>(others).every((wanted) => wanted === undefined);
  const matches = isPlain ? { most: rows, before: after?.id ?? null } : { most: String(MAX_MATCHES), before: null };
  const from = search === undefined ? 'operations o' : matching(search, tenant, matches, parameters);
  const branch = (status?: OperationStatus): string => {
    const all = status === undefined ? conditions : [...conditions, `o.status = ${parameters.add(status)}`];
    const columns = [`${key === null ? 'NULL::timestamptz' : `o.${key}`} AS key`, ...also.map((name) => `o.${name}`)];
    return `(SELECT o.id, ${columns.join(', ')} FROM ${from}
      WHERE ${all.join(' AND ')} ORDER BY ${order} LIMIT ${rows})`;
  };
  const branches = split ? statuses.map(branch) : [branch()];
  const text = `SELECT * FROM (${branches.join(' UNION ALL ')}) b ORDER BY ${order} LIMIT ${rows}`;
  return { text, order, parameters, carried };
}

type TimeColumn = 'status_since' | 'deadline_at';

function orderOf(sort: OperationSort): { key: TimeColumn | null; direction: 'ASC' | 'DESC' } {
  const name = sort.startsWith('-') ? sort.slice(1) : sort;
  const key = name === 'status_since' || name === 'deadline_at' ? name : null;
  return { key, direction: sort.startsWith('-') ? 'DESC' : 'ASC' };
}

function beyond(after: PagePlace, key: TimeColumn | null, direction: 'ASC' | 'DESC', parameters: Parameters): string {
  const than = direction === 'ASC' ? '>' : '<';
  const id = `${parameters.add(after.id)}::uuid`;
  if (key === null) return `o.id ${than} ${id}`;
  return `(o.${key}, o.id) ${than} (${parameters.add(after.at ?? 'infinity')}::timestamptz, ${id})`;
}

/**
 * The newest operations that hold these words, as `o`, for a `FROM`. The function goes around the fence between tenants,
 * because no index serves a pattern behind it, and keeps the tenant itself.
 */
function matching(
  search: string,
  tenant: string,
  { most, before }: { most: string; before: string | null },
  parameters: Parameters,
): string {
  const pattern = parameters.add(`%${search.replace(/[\\%_]/g, '\\$&')}%`);
  return `search_operations(${tenant}::uuid, ${pattern}::text, ${most}::int, ${parameters.add(before)}::uuid) m
    CROSS JOIN LATERAL (
      SELECT * FROM operations r WHERE r.tenant_id = ${tenant} AND r.id = m.operation_id OFFSET 0) o`;
}

/**
 * Which index serves the page: in the order of ids that of the first filter of this list; any other filter is checked row
 * by row, so that the page may cost more the rarer its rows are. In the order of a time one index checks them all, as long
 * as each asks for one value. A time of creation there is checked entry by entry: a million take a fifth of a second.
 */
function pathOf(filter: OperationFilter, key: TimeColumn | null): { split: boolean; carried: boolean } {
  if (filter.search !== undefined) return { split: false, carried: false };
  const { statuses, attention, overdue, poNumber, userId, sellerId, type, createdAfter, createdBefore } = filter;
  const named = [attention, overdue, poNumber, userId, sellerId, type].filter((each) => each !== undefined).length;
  const ranged = key !== null && (createdAfter !== undefined || createdBefore !== undefined);
  const { statusSinceAfter, statusSinceBefore, settledAfter, settledBefore } = filter;
  const timed = [statusSinceAfter, statusSinceBefore, settledAfter, settledBefore].some((each) => each !== undefined);
  const one = named <= 1 && !ranged && !timed;
  const unsplit = { split: false, carried: one && statuses === undefined };
  if (attention === true || overdue === true || poNumber !== undefined) return unsplit;
  if (key !== null) return { split: statuses !== undefined, carried: one };
  if (userId !== undefined || sellerId !== undefined) return { split: true, carried: one };
  if (type !== undefined) return unsplit;
  return { split: statuses !== undefined, carried: one };
}
