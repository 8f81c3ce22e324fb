import type { Pool, PoolClient } from 'pg';
import type { Operation } from '@adcp-orchestrator/domain';
import { mayHaveBooked } from './may-have-booked';

/** `repetitionMayBookTwice` in SQL. */
function endedInDoubt(row: string): string {
  return `${row}.type = 'create_media_buy' AND ${row}.status IN ('failed', 'rejected', 'canceled')
      AND (${row}.last_conflict IS NOT NULL OR (${row}.may_have_executed AND ${row}.attempt > 1))`;
}

/**
 * SQL for operations `o` that ended badly, may be booked all the same, and of which no repetition by a person was sent at
 * that risk.
 */
export const mayBeBookedAllTheSame = `${endedInDoubt('o')}
      AND NOT EXISTS (
        WITH RECURSIVE repetition AS (
          SELECT r.id, ${mayHaveBooked('r')} AS sent FROM operations r WHERE r.retry_of = o.id
          UNION ALL SELECT r.id, ${mayHaveBooked('r')} FROM operations r JOIN repetition b ON r.retry_of = b.id)
        SELECT FROM repetition WHERE sent)`;

/** @returns whether the `po_number` of one of these creates is that of an operation that may be booked all the same */
export async function isAnyNumberInDoubt(client: PoolClient, creates: readonly Operation[]): Promise<boolean> {
  const { rows } = await client.query({
    name: 'intake-number-in-doubt',
    text: `
SELECT FROM unnest($1::uuid[], $2::text[], $3::text[]) AS i(tenant_id, seller_id, po_number)
WHERE EXISTS (
  SELECT FROM operations o WHERE o.tenant_id = i.tenant_id AND o.seller_id = i.seller_id AND o.po_number = i.po_number
    AND ${mayBeBookedAllTheSame})
LIMIT 1`,
    values: [
      creates.map(({ tenantId }) => tenantId),
      creates.map(({ sellerId }) => sellerId),
      creates.map(({ poNumber }) => poNumber),
    ],
  });
  return rows.length > 0;
}

/**
 * @returns whether the operation is an unsent repetition of one that may be booked all the same: to repeat it is the same
 *   risk, which nobody has taken yet
 */
export async function repeatsADoubt(pool: Pool, tenantId: string, id: string): Promise<boolean> {
  const { rows } = await pool.query({
    name: 'intake-repeats-a-doubt',
    text: `
WITH RECURSIVE earlier AS (
  SELECT o.id, o.retry_of, ${mayHaveBooked('o')} AS sent, false AS doubtful
  FROM operations o WHERE o.tenant_id = $1 AND o.id = $2
  UNION ALL
  SELECT o.id, o.retry_of, ${mayHaveBooked('o')}, ${endedInDoubt('o')} FROM operations o JOIN earlier e ON o.id = e.retry_of
  WHERE o.tenant_id = $1 AND NOT e.sent)
SELECT FROM earlier WHERE doubtful LIMIT 1`,
    values: [tenantId, id],
  });
  return rows.length > 0;
}
