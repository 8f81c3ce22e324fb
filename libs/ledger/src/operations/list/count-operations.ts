import type { Pool } from 'pg';
import { type OperationStatus, operationStatuses } from '@adcp-orchestrator/domain';
import { type OperationFilter, Parameters, conditionsOf } from './operation-filter';
import { MAX_MATCHES, matching } from './page-statement';
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
 * Counts a tenant's operations, each kind up to 10,000. What is found by words is counted among the newest 10,000
 * matches.
 * @throws ListTooWideError when no index carries the filters together, and it takes two seconds
 */
export async function countOperations(pool: Pool, tenantId: string, filter: OperationFilter): Promise<OperationCounts> {
  if (filter.statuses?.length === 0) return countsOf([]);
  const statements = filter.search === undefined ? byKind(tenantId, filter) : [ofMatches(tenantId, filter)];
  // Side by side: each kind reads another index.
  const answers = await Promise.all(
    statements.map(({ text, parameters }) => withinSeconds<CountRow>(pool, text, parameters.values, { filter })),
  );
  return countsOf(answers.flatMap(({ rows }) => rows));
}

interface CountRow {
  kind: 'status' | 'seller' | 'attention' | 'overdue';
  value: string;
  /** At most one more than is counted. */
  count: number;
}

interface Statement {
  text: string;
  parameters: Parameters;
}

function byKind(tenantId: string, filter: OperationFilter): Statement[] {
  return [byStatus(tenantId, filter), bySeller(tenantId, filter), byNeed(tenantId, filter)];
}

function byStatus(tenantId: string, filter: OperationFilter): Statement {
  const { parameters, where } = base(tenantId, filter);
  const parts = (filter.statuses ?? operationStatuses).map((status) => {
    const value = parameters.add(status);
    return `SELECT 'status' AS kind, ${value}::text AS value, ${upTo(`operations o WHERE ${where} AND o.status = ${value}`)}`;
  });
  return { text: parts.join(' UNION ALL '), parameters };
}

function bySeller(tenantId: string, filter: OperationFilter): Statement {
  const { parameters, where } = base(tenantId, filter);
  const chosen = filter.sellerId === undefined ? '' : ` AND s.id = ${parameters.add(filter.sellerId)}`;
  const text = `SELECT 'seller' AS kind, s.id AS value,
      ${upTo(`operations o WHERE ${where}${among(filter, parameters)} AND o.seller_id = s.id`)}
    FROM sellers s WHERE s.tenant_id = $1${chosen} ORDER BY s.id LIMIT ${MAX_SELLERS}`;
  return { text, parameters };
}

function byNeed(tenantId: string, filter: OperationFilter): Statement {
  const { parameters, where } = base(tenantId, filter);
  const all = `operations o WHERE ${where}${among(filter, parameters)}`;
  const text = `SELECT 'attention' AS kind, '' AS value, ${upTo(`${all} AND o.attention_reason IS NOT NULL`)}
    UNION ALL SELECT 'overdue', '', ${upTo(`${all} AND o.overdue`)}`;
  return { text, parameters };
}

/** Counts what words find, in one pass over the matches. */
function ofMatches(tenantId: string, filter: OperationFilter): Statement {
  const parameters = new Parameters();
  const tenant = parameters.add(tenantId);
  const conditions = [`o.tenant_id = ${tenant}`, ...conditionsOf(filter, parameters)];
  const from = matching(filter.search ?? '', tenant, parameters);
  const text = `WITH found AS MATERIALIZED (
      SELECT o.status, o.seller_id, o.attention_reason, o.overdue FROM ${from}
      WHERE ${conditions.join(' AND ')}${among(filter, parameters)} LIMIT ${MAX_MATCHES})
    SELECT 'status' AS kind, status AS value, count(*)::int AS count FROM found GROUP BY status
    UNION ALL SELECT 'seller', seller_id, count(*)::int FROM found GROUP BY seller_id
    UNION ALL SELECT 'attention', '', count(attention_reason)::int FROM found
    UNION ALL SELECT 'overdue', '', (count(*) FILTER (WHERE overdue))::int FROM found`;
  return { text, parameters };
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
  return `(SELECT count(*)::int FROM (SELECT 1 FROM ${from} LIMIT ${MAX_COUNTED + 1}) n) AS count`;
}

function countsOf(rows: readonly CountRow[]): OperationCounts {
  const of = (kind: CountRow['kind']): CountRow[] => rows.filter((row) => row.kind === kind && row.count > 0);
  const bounded = (count: number): BoundedCount => ({ count: Math.min(count, MAX_COUNTED), more: count > MAX_COUNTED });
  const mapOf = <Key extends string>(kind: CountRow['kind']): Map<Key, BoundedCount> =>
    new Map(of(kind).map(({ value, count }) => [value as Key, bounded(count)]));
  const byStatusFound = mapOf<OperationStatus>('status');
  const all = [...byStatusFound.values()];
  const total = { count: all.reduce((sum, { count }) => sum + count, 0), more: all.some(({ more }) => more) };
  return {
    total,
    byStatus: byStatusFound,
    attention: bounded(of('attention')[0]?.count ?? 0),
    overdue: bounded(of('overdue')[0]?.count ?? 0),
    bySeller: mapOf('seller'),
  };
}
