import type { Pool } from 'pg';
import { type OperationType, statusesOfKind } from '@adcp-orchestrator/domain';
import { withinSeconds } from '../operations/list/within-seconds';
import { figuresOf } from './day-figures';

/** What groups the figures; null for all together. */
export const statGroups = ['seller', 'type', 'day'] as const;
export type StatGroup = (typeof statGroups)[number];

export interface StatsQuery {
  /** The first day and the day after the last, as `YYYY-MM-DD` in UTC. */
  from: string;
  to: string;
  sellerId?: string;
  type?: OperationType;
  groupBy: StatGroup | null;
}

export interface StatFigures {
  /** The seller, type or day; null for all together. */
  key: string | null;
  ended: number;
  rejected: number;
  timedOut: number;
  /** Of `ended`: those whose deadline had passed before, so that `timedOut` has them too. */
  endedLate: number;
  calls: number;
  failedCalls: number;
  approvals: number;
  approvalSeconds: number;
  approvalTimes: Record<string, number>;
}

/** Counting stops here. */
const MAX_PENDING = 10_000;
const keys: Readonly<Record<StatGroup, string>> = { seller: 'f.seller_id', type: 'f.type', day: 'f.day::text' };

/**
 * Reads the figures of some days. Days that are summed up cost a row each, or one for each seller and type; the days since are read from their
 * operations.
 * @throws ListTooWideError after two seconds: many operations, and no day of them is summed up yet
 */
export async function readStats(pool: Pool, tenantId: string, query: StatsQuery): Promise<StatFigures[]> {
  const { text, values } = statsStatement(tenantId, query);
  const { rows } = await withinSeconds<StatFigures>(pool, text, values, {});
  return rows;
}

export function statsStatement(tenantId: string, query: StatsQuery): { text: string; values: unknown[] } {
  const { from, to, sellerId, type, groupBy } = query;
  const key = groupBy === null ? 'NULL::text' : keys[groupBy];
  // A day has one row of its totals. It says enough, unless a seller or a type is asked for.
  const byDetail = sellerId !== undefined || type !== undefined || groupBy === 'seller' || groupBy === 'type';
  const columns = `day, seller_id, type, ended, rejected, timed_out, ended_late, calls, failed_calls, approvals,
    approval_seconds, approval_times`;
  const since = `greatest($2::date, coalesce((SELECT day FROM last) + 1, $2::date))`;
  const text = `WITH last AS MATERIALIZED (
      SELECT max(s.day) AS day FROM operation_days s WHERE s.tenant_id = $1 AND s.seller_id = ''
    ), ${figuresOf('$1', `(${since})::timestamp AT TIME ZONE 'UTC'`, `($3::date)::timestamp AT TIME ZONE 'UTC'`)}
    , f AS MATERIALIZED (
      SELECT ${key} AS key, f.* FROM (
        SELECT ${columns} FROM operation_days d WHERE d.tenant_id = $1 AND d.day >= $2::date AND d.day < $3::date
          AND d.seller_id ${byDetail ? '<>' : '='} ''
        UNION ALL SELECT ${columns} FROM figures) f
      WHERE ($4::text IS NULL OR f.seller_id = $4) AND ($5::text IS NULL OR f.type = $5)
    ), times AS (
      SELECT key, jsonb_object_agg(step, count) AS times FROM (
        SELECT f.key, t.step, sum(t.count::int)::int AS count
        FROM f CROSS JOIN LATERAL jsonb_each_text(f.approval_times) t(step, count) GROUP BY f.key, t.step) merged
      GROUP BY key
    )
    SELECT g.*, coalesce(t.times, '{}'::jsonb) AS "approvalTimes" FROM (
      SELECT key, sum(ended)::int AS ended, sum(rejected)::int AS rejected, sum(timed_out)::int AS "timedOut", sum(ended_late)::int AS "endedLate",
        sum(calls)::int AS calls, sum(failed_calls)::int AS "failedCalls", sum(approvals)::int AS approvals,
        sum(approval_seconds)::float8 AS "approvalSeconds" FROM f GROUP BY key) g
    LEFT JOIN times t ON t.key IS NOT DISTINCT FROM g.key
    ORDER BY g.key LIMIT 1000`;
  return { text, values: [tenantId, from, to, sellerId ?? null, type ?? null] };
}

/**
 * @returns how many operations wait at their sellers now, by type, each status counted up to 10,000
 * @throws ListTooWideError after two seconds: nearly all that waits is of another type
 */
export async function pendingByType(
  pool: Pool,
  tenantId: string,
  { sellerId, type }: Pick<StatsQuery, 'sellerId' | 'type'>,
): Promise<Map<OperationType, number>> {
  const values: unknown[] = [tenantId, statusesOfKind('pending')];
  const ofSeller = sellerId === undefined ? '' : ` AND o.seller_id = $${values.push(sellerId)}`;
  const ofType = type === undefined ? '' : ` AND o.type = $${values.push(type)}`;
  const text = `SELECT p.type, count(*)::int AS count FROM unnest($2::text[]) w(status) CROSS JOIN LATERAL (
        SELECT o.type FROM operations o
        WHERE o.tenant_id = $1 AND o.status = w.status${ofSeller}${ofType} LIMIT ${MAX_PENDING}) p
      GROUP BY p.type`;
  const { rows } = await withinSeconds<{ type: OperationType; count: number }>(pool, text, values, {
    filter: { sellerId, type },
  });
  return new Map(rows.map(({ type, count }) => [type, count]));
}
