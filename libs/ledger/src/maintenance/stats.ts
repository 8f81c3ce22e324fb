import type { Pool } from 'pg';
import { isPaused } from '../sellers/pauses';

/** Rows that are due now, by the worker that must serve them. */
export interface OverdueRows {
  submit: number;
  poll: number;
  notify: number;
}

/** Counting stops here: an operator needs to know that it is many, not how many. */
const COUNT_LIMIT = 100_000;

/**
 * SQL of how many operations are due, up to `$2`. It goes from seller to seller: only so there is an index of what is due.
 * @param seller which sellers `s` count
 * @param operation which of their operations `o` count
 */
const dueAtSellers = (
  kind: 'submit' | 'poll',
  seller: string,
  operation: string,
): string => `(SELECT count(*)::int FROM (
         SELECT 1 FROM sellers s CROSS JOIN LATERAL (
           SELECT 1 FROM operations o WHERE o.tenant_id = s.tenant_id AND o.seller_id = s.id AND o.due_kind = '${kind}'
             AND o.due_at <= $1 AND ${operation} LIMIT $2) w
         WHERE ${seller} LIMIT $2) d)`;

/**
 * @returns the due rows of every kind, each counted up to 100,000. What waits for a paused seller is not overdue: further
 *   replicas could not send it either
 */
export async function overdueRows(pool: Pool, now: Date): Promise<OverdueRows> {
  const { rows } = await pool.query<{ submit: number; poll: number; notify: number }>({
    name: 'stats-overdue',
    text: `
SELECT ${dueAtSellers('submit', `NOT ${isPaused('s.tenant_id', 's.id')}`, '(o.lease_until IS NULL OR o.lease_until < clock_timestamp())')} AS submit,
       ${dueAtSellers('poll', 'true', 'true')} AS poll,
       (SELECT count(*)::int FROM (SELECT 1 FROM deliveries WHERE due_at <= $1
          AND (lease_until IS NULL OR lease_until < clock_timestamp()) LIMIT $2) c) AS notify`,
    values: [now.toISOString(), COUNT_LIMIT],
  });
  return rows[0] ?? { submit: 0, poll: 0, notify: 0 };
}
