import type { Pool } from 'pg';

/**
 * Deletes nonces whose signatures have expired: those can no longer be replayed.
 * @param limit most rows of one call; if as many are deleted, there may be more
 * @returns how many were deleted
 */
export async function deleteExpiredNonces(pool: Pool, now: Date, limit: number): Promise<number> {
  const { rowCount } = await pool.query({
    name: 'webhook-delete-nonces',
    text: `
DELETE FROM webhook_nonces WHERE (keyid, scope, nonce) IN (
  SELECT keyid, scope, nonce FROM webhook_nonces WHERE expires_at <= $1 LIMIT $2 FOR UPDATE SKIP LOCKED)`,
    values: [now.toISOString(), limit],
  });
  return rowCount ?? 0;
}
