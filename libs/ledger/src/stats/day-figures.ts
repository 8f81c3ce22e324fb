import { CallFate } from '@adcp-orchestrator/domain';
import { stepOf } from './approval-steps';

const well = `o.status IN ('created', 'active', 'completed') AND o.pending_since IS NOT NULL`;
const failed = [CallFate.notExecuted, CallFate.unknown].map((fate) => `'${fate}'`).join(', ');

/**
 * The figures of a tenant's days, read from the operations themselves, as a list of `WITH` that ends in `figures`. An
 * operation counts on the day on which it ended; a timeout, on the day of the deadline. One that ended after its deadline
 * counts in both, so `ended_late` says how many of `ended` are among the timeouts of this day or an earlier one.
 * @param tenant the place of the tenant's id
 * @param from the first instant, in SQL
 * @param to the instant after the last, in SQL
 */
export function figuresOf(tenant: string, from: string, to: string): string {
  return `facts AS MATERIALIZED (
    SELECT (o.settled_at AT TIME ZONE 'UTC')::date AS day, o.seller_id, o.type, 1 AS ended,
      (o.status = 'rejected')::int AS rejected, 0 AS timed_out, (o.deadline_passed_at IS NOT NULL)::int AS ended_late,
      o.attempt AS calls,
      (SELECT count(*) FROM jsonb_array_elements(o.calls) c WHERE c ->> 'fate' IN (${failed}))::int AS failed_calls,
      CASE WHEN ${well} THEN coalesce(o.approval_seconds, extract(epoch FROM o.settled_at - o.pending_since)::float8)
      END AS seconds
    FROM operations o WHERE o.tenant_id = ${tenant} AND o.settled_at >= ${from} AND o.settled_at < ${to}
    UNION ALL
    SELECT (o.deadline_passed_at AT TIME ZONE 'UTC')::date, o.seller_id, o.type, 0, 0, 1, 0, 0, 0, NULL
    FROM operations o
    WHERE o.tenant_id = ${tenant} AND o.deadline_passed_at >= ${from} AND o.deadline_passed_at < ${to}
  ), steps AS (
    SELECT day, seller_id, type, jsonb_object_agg(step, count) AS approval_times FROM (
      SELECT day, seller_id, type, ${stepOf('seconds')} AS step, count(*)::int AS count
      FROM facts WHERE seconds IS NOT NULL GROUP BY 1, 2, 3, 4) counted
    GROUP BY day, seller_id, type
  ), figures AS (
    SELECT g.*, coalesce(s.approval_times, '{}'::jsonb) AS approval_times FROM (
    SELECT f.day, f.seller_id, f.type, sum(f.ended)::int AS ended, sum(f.rejected)::int AS rejected,
      sum(f.timed_out)::int AS timed_out, sum(f.ended_late)::int AS ended_late, sum(f.calls)::int AS calls, sum(f.failed_calls)::int AS failed_calls,
      count(f.seconds)::int AS approvals, coalesce(sum(f.seconds), 0)::float8 AS approval_seconds
    FROM facts f GROUP BY f.day, f.seller_id, f.type) g
    LEFT JOIN steps s ON s.day = g.day AND s.seller_id = g.seller_id AND s.type = g.type
  )`;
}
