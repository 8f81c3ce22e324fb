import type { Pool } from 'pg';
import { intervalEnds } from '../polling/poll-turn';
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

/** For how long the oldest row of each kind is due, in seconds; 0 when none is. */
export type OverdueAge = Record<keyof OverdueRows, number>;

/** SQL of since when the oldest due operation could have been worked on, from seller to seller as `dueAtSellers`. */
const oldestAtSellers = (
  kind: 'submit' | 'poll',
  since: string,
  seller: string,
  operation: string,
): string => `(SELECT min(${since}) FROM sellers s CROSS JOIN LATERAL (
         SELECT o.due_at FROM operations o WHERE o.tenant_id = s.tenant_id AND o.seller_id = s.id AND o.due_kind = '${kind}'
           AND o.due_at <= $1 AND ${operation} ORDER BY o.due_at LIMIT 1) o
       WHERE ${seller})`;

/**
 * @returns how long the oldest due row of every kind waits. A paused seller's operations do not count, and a seller with a
 *   minimum interval between polls is due when that has passed. An answer that is being waited for counts: more replicas
 *   do not help then, and somebody should see it
 */
export async function overdueAge(pool: Pool, now: Date): Promise<OverdueAge> {
  const { rows } = await pool.query<Record<keyof OverdueAge, Date | null>>({
    name: 'stats-overdue-age',
    text: `
SELECT ${oldestAtSellers('submit', 'o.due_at', `NOT ${isPaused('s.tenant_id', 's.id')}`, '(o.lease_until IS NULL OR o.lease_until < clock_timestamp())')} AS submit,
       ${oldestAtSellers('poll', `greatest(o.due_at, ${intervalEnds})`, 'true', 'true')} AS poll,
       (SELECT due_at FROM deliveries WHERE due_at <= $1
          AND (lease_until IS NULL OR lease_until < clock_timestamp()) ORDER BY due_at LIMIT 1) AS notify`,
    values: [now.toISOString()],
  });
  const age = (since: Date | null | undefined): number =>
    since == null ? 0 : Math.max(0, (now.getTime() - since.getTime()) / 1000);
  const [oldest] = rows;
  return { submit: age(oldest?.submit), poll: age(oldest?.poll), notify: age(oldest?.notify) };
}
