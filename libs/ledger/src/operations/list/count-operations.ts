import type { Pool } from 'pg';
import { type OperationStatus, operationStatuses } from '@adcp-orchestrator/domain';
import { Parameters } from '../../database/parameters';
import { type OperationFilter, conditionsOf } from './operation-filter';
import { pageStatement } from './page-statement';
import { withinSeconds } from './within-seconds';

/** Counting a kind stops here: a desk needs to know that it is many, not how many. */
export const MAX_COUNTED = 10_000;
/** Most sellers that are counted one by one. */
const MAX_SELLERS = 1_000;

/** A number, and whether there are more. */
export interface BoundedCount {
  count: number;
  more: boolean;
}

export interface OperationCounts {
  total: BoundedCount;
  /** Statuses and sellers without operations are missing. */
  byStatus: Map<OperationStatus, BoundedCount>;
  attention: BoundedCount;
  overdue: BoundedCount;
  bySeller: Map<string, BoundedCount>;
}

/**
 * Counts a tenant's operations, each kind up to 10,000. Filters that no index counts by find the newest 10,000 operations,
 * and these are counted: of more than those, every count says that there are more.
 * @throws ListTooWideError when no index carries the filters together, and it takes two seconds
 */
export async function countOperations(pool: Pool, tenantId: string, filter: OperationFilter): Promise<OperationCounts> {
  if (filter.statuses?.length === 0) return countsOf([]);
  // Side by side: each reads another index.
  const answers = await Promise.all(
    countStatements(tenantId, filter).map(async ({ text, parameters, kinds }) => {
      const { rows } = await withinSeconds<CountRow>(pool, text, parameters.values, { filter });
      return rows.filter(({ kind }) => kinds.includes(kind));
    }),
  );
  return countsOf(answers.flat());
}

type Kind = 'status' | 'seller' | 'attention' | 'overdue';

interface CountRow {
  kind: Kind;
  value: string;
  /** At most one more than is counted. */
  count: number;
  /** Whether only the newest were counted. */
  more: boolean;
}

interface CountStatement {
  text: string;
  parameters: Parameters;
  /** What it counts. */
  kinds: readonly Kind[];
}

/** @returns the statements that count together, each of which goes by an index */
export function countStatements(tenantId: string, filter: OperationFilter): CountStatement[] {
  const { sellerId, userId, type, poNumber, attention, overdue, createdAfter, createdBefore, search } = filter;
  const others = [type, poNumber, attention, overdue, createdAfter, createdBefore, search];
  if (others.some((value) => value !== undefined) || (sellerId !== undefined && userId !== undefined)) {
    return [newest(tenantId, filter, ['status', 'seller', 'attention', 'overdue'])];
  }
  const sellers = userId === undefined ? bySeller(tenantId, filter) : newest(tenantId, filter, ['seller']);
  return [byStatus(tenantId, filter), sellers, byNeed(tenantId, filter)];
}

function byStatus(tenantId: string, filter: OperationFilter): CountStatement {
  const { parameters, where } = base(tenantId, filter);
  const parts = (filter.statuses ?? operationStatuses).map((status) => {
    const value = parameters.add(status);
    const count = upTo(`operations o WHERE ${where} AND o.status = ${value}`);
    return `SELECT 'status' AS kind, ${value}::text AS value, ${count} AS count, false AS more`;
  });
  return { text: parts.join(' UNION ALL '), parameters, kinds: ['status'] };
}

/**
 * Of a seller of whom more operations have ended than are counted, nothing is counted: the sums of days say so. Fifty such
 * sellers would be half a million entries of an index.
 */
function bySeller(tenantId: string, filter: OperationFilter): CountStatement {
  const { parameters, where } = base(tenantId, filter);
  const { sellerId, statuses } = filter;
  const chosen = sellerId === undefined ? '' : ` AND s.id = ${parameters.add(sellerId)}`;
  const counted = upTo(`operations o WHERE ${where}${among(filter, parameters)} AND o.seller_id = s.id`);
  const isKnown = statuses === undefined && sellerId === undefined;
  const text = isKnown
    ? `SELECT 'seller' AS kind, s.id AS value, false AS more,
      CASE WHEN d.ended > ${MAX_COUNTED} THEN ${MAX_COUNTED + 1} ELSE ${counted} END AS count
    FROM sellers s LEFT JOIN (
      SELECT seller_id, sum(ended) AS ended FROM operation_days
      WHERE tenant_id = $1 AND seller_id <> '' AND day >= coalesce((SELECT p.operations_before::date
        FROM retention_passes p WHERE p.tenant_id = $1), '-infinity') -- what was deleted is not counted
      GROUP BY seller_id
    ) d ON d.seller_id = s.id
    WHERE s.tenant_id = $1 ORDER BY s.id LIMIT ${MAX_SELLERS}`
    : `SELECT 'seller' AS kind, s.id AS value, ${counted} AS count, false AS more
    FROM sellers s WHERE s.tenant_id = $1${chosen} ORDER BY s.id LIMIT ${MAX_SELLERS}`;
  return { text, parameters, kinds: ['seller'] };
}

function byNeed(tenantId: string, filter: OperationFilter): CountStatement {
  const { parameters, where } = base(tenantId, filter);
  const all = `operations o WHERE ${where}${among(filter, parameters)}`;
  const text = `SELECT 'attention' AS kind, '' AS value, ${upTo(`${all} AND o.attention_reason IS NOT NULL`)} AS count,
      false AS more
    UNION ALL SELECT 'overdue', '', ${upTo(`${all} AND o.overdue`)}, false`;
  return { text, parameters, kinds: ['attention', 'overdue'] };
}

/** Finds the newest as the list does, and counts them in one pass. */
function newest(tenantId: string, filter: OperationFilter, kinds: readonly Kind[]): CountStatement {
  const page = pageStatement(tenantId, filter, '-created_at', {
    after: null,
    limit: MAX_COUNTED + 1,
    also: ['status', 'seller_id', 'attention_reason', 'overdue'],
  });
  const text = `WITH found AS MATERIALIZED (${page.text}
    ), counted AS (
      SELECT 'status' AS kind, status AS value, count(*)::int AS count FROM found GROUP BY status
      UNION ALL SELECT 'seller', seller_id, count(*)::int FROM found GROUP BY seller_id
      UNION ALL SELECT 'attention', '', count(attention_reason)::int FROM found
      UNION ALL SELECT 'overdue', '', (count(*) FILTER (WHERE overdue))::int FROM found
    )
    SELECT c.*, (SELECT count(*) FROM found) > ${MAX_COUNTED} AS more FROM counted c`;
  return { text, parameters: page.parameters, kinds };
}

function base(tenantId: string, filter: OperationFilter): { parameters: Parameters; where: string } {
  const parameters = new Parameters();
  const tenant = `o.tenant_id = ${parameters.add(tenantId)}`;
  return { parameters, where: [tenant, ...conditionsOf(filter, parameters)].join(' AND ') };
}

function among({ statuses }: OperationFilter, parameters: Parameters): string {
  return statuses === undefined ? '' : ` AND o.status = ANY (${parameters.add(statuses)}::text[])`;
}

/** Reads one more than is counted: then it is known that there are more. */
function upTo(from: string): string {
  return `(SELECT count(*)::int FROM (SELECT 1 FROM ${from} LIMIT ${MAX_COUNTED + 1}) n)`;
}

function countsOf(rows: readonly CountRow[]): OperationCounts {
  const of = (kind: Kind): CountRow[] => rows.filter((row) => row.kind === kind && (row.count > 0 || row.more));
  const bounded = ({ count, more }: Pick<CountRow, 'count' | 'more'>): BoundedCount => ({
    count: Math.min(count, MAX_COUNTED),
    more: more || count > MAX_COUNTED,
  });
  const none = { count: 0, more: false };
  const mapOf = <Key extends string>(kind: Kind): Map<Key, BoundedCount> =>
    new Map(of(kind).map((row) => [row.value as Key, bounded(row)]));
  const byStatusFound = mapOf<OperationStatus>('status');
  const all = [...byStatusFound.values()];
  const total = { count: all.reduce((sum, { count }) => sum + count, 0), more: all.some(({ more }) => more) };
  return {
    total,
    byStatus: byStatusFound,
    attention: bounded(of('attention')[0] ?? none),
    overdue: bounded(of('overdue')[0] ?? none),
    bySeller: mapOf('seller'),
  };
}
