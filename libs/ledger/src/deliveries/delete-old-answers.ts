import type { Pool } from 'pg';

/** For how many days the answer of a receiver is kept. */
export const ANSWER_RETENTION_DAYS = 30;

/**
 * Deletes what receivers answered more than 30 days ago. The attempts themselves stay.
 * @param limit most rows of one call; if as many are deleted, there may be more
 * @returns how many were deleted
 */
export async function deleteOldAnswers(pool: Pool, now: Date, limit: number): Promise<number> {
  const before = new Date(now.getTime() - ANSWER_RETENTION_DAYS * 86_400_000);
  const { rowCount } = await pool.query({
    name: 'answers-delete-old',
    text: `
DELETE FROM attempt_answers WHERE (tenant_id, delivery_id, attempt) IN (
  SELECT tenant_id, delivery_id, attempt FROM attempt_answers WHERE at < $1 ORDER BY at LIMIT $2 FOR UPDATE SKIP LOCKED)`,
    values: [before.toISOString(), limit],
  });
  return rowCount ?? 0;
}
