import type { Pool } from 'pg';
import { figuresOf } from './day-figures';

/** So many days of tenants are summed up at once. The next sweep goes on. */
const MOST_DAYS = 20;
/** What ended just before midnight may be written a moment after. */
const AFTER_MINUTES = 10;

/**
 * Sums up the days that are over, one after the other, of each tenant from its first operation on. Two replicas that do
 * the same day do no harm.
 * @returns how many days were summed up
 */
export async function sumUpDays(pool: Pool, now: Date): Promise<number> {
  let done = 0;
  for (const { tenantId, day } of await daysToSumUp(pool, now)) {
    await pool.query({
      name: 'stats-sum-up',
      text: `WITH ${figuresOf('$1', `($2::date)::timestamp AT TIME ZONE 'UTC'`, `($2::date + 1)::timestamp AT TIME ZONE 'UTC'`)}
        INSERT INTO operation_days (tenant_id, day, seller_id, type, ended, rejected, timed_out, ended_late, calls,
          failed_calls, approvals, approval_seconds, approval_times)
        SELECT $1, day, seller_id, type, ended, rejected, timed_out, ended_late, calls, failed_calls, approvals,
          approval_seconds, approval_times FROM figures
        UNION ALL SELECT $1, $2::date, '', '', coalesce(sum(ended), 0)::int, coalesce(sum(rejected), 0)::int,
          coalesce(sum(timed_out), 0)::int, coalesce(sum(ended_late), 0)::int, coalesce(sum(calls), 0)::int, coalesce(sum(failed_calls), 0)::int,
          coalesce(sum(approvals), 0)::int, coalesce(sum(approval_seconds), 0),
          coalesce((SELECT jsonb_object_agg(step, count) FROM (
            SELECT t.step, sum(t.count::int)::int AS count
            FROM figures f CROSS JOIN LATERAL jsonb_each_text(f.approval_times) t(step, count) GROUP BY t.step) merged), '{}'::jsonb)
        FROM figures
        ON CONFLICT (tenant_id, day, seller_id, type) DO NOTHING`,
      values: [tenantId, day],
    });
    done += 1;
  }
  return done;
}

/** Of each tenant the day after the last that is summed up, or that of its first operation. */
async function daysToSumUp(pool: Pool, now: Date): Promise<{ tenantId: string; day: string }[]> {
  const { rows } = await pool.query<{ tenantId: string; day: string }>({
    name: 'stats-days',
    text: `SELECT t.id AS "tenantId", d.day::date::text AS day FROM tenants t CROSS JOIN LATERAL (
        SELECT coalesce(
          (SELECT max(s.day) + 1 FROM operation_days s WHERE s.tenant_id = t.id AND s.seller_id = ''),
          (SELECT (o.created_at AT TIME ZONE 'UTC')::date FROM operations o
           WHERE o.tenant_id = t.id ORDER BY o.id LIMIT 1)) AS first
      ) f CROSS JOIN LATERAL generate_series(f.first,
        ((($1::timestamptz - make_interval(mins => ${AFTER_MINUTES})) AT TIME ZONE 'UTC')::date - 1), interval '1 day') d(day)
      ORDER BY d.day LIMIT ${MOST_DAYS}`,
    values: [now.toISOString()],
  });
  return rows;
}
