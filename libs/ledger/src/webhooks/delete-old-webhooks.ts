import type { Pool } from 'pg';

/** For how many days a finished claim answers repeated deliveries. */
export const WEBHOOK_RETENTION_DAYS = 30;

/**
 * Deletes claims that came more than 30 days ago and are finished, or were kept for a task that never came.
 * @param limit most rows of one call; if as many are deleted, there may be more
 * @returns how many were deleted
 */
export async function deleteOldWebhooks(pool: Pool, now: Date, limit: number): Promise<number> {
  const before = new Date(now.getTime() - WEBHOOK_RETENTION_DAYS * 86_400_000);
  const { rowCount } = await pool.query({
    name: 'webhook-delete-old',
    text: `
DELETE FROM webhook_claims WHERE (tenant_id, seller_id, delivery_key) IN (
  SELECT tenant_id, seller_id, delivery_key FROM webhook_claims
  WHERE received_at < $1 AND (status IN ('done', 'conflict', 'unmatched'))
    AND (held_until IS NULL OR held_until < clock_timestamp())
  LIMIT $2 FOR UPDATE SKIP LOCKED)`,
    values: [before.toISOString(), limit],
  });
  return rowCount ?? 0;
}
