import type { Pool } from 'pg';
import type { SellerRef } from '@adcp-orchestrator/domain';

/**
 * A call is frozen a moment after its seller was read. So a call that was frozen within this time after the rotation
 * may still hold the old secret.
 */
const FROZEN_LATE = '10 minutes';

/**
 * SQL: whether an operation has told the seller the old secret, and the seller may still report on it. The secret is in
 * the frozen arguments of its call.
 */
const sentBefore = (tenantId: string, sellerId: string, rotatedAt: string): string => `
  EXISTS (SELECT 1 FROM operations o
          WHERE o.tenant_id = ${tenantId} AND o.seller_id = ${sellerId} AND o.due_at IS NOT NULL
            AND o.settled_at IS NULL AND o.dialect = 'adcp-v3'
            AND o.first_call_at < ${rotatedAt} + interval '${FROZEN_LATE}')`;

/** @returns whether an operation is still followed that was sent with the webhook secret from before the rotation */
export async function isPreviousSecretInUse(pool: Pool, seller: SellerRef, rotatedAt: Date): Promise<boolean> {
  const { rows } = await pool.query<{ in_use: boolean }>({
    name: 'seller-previous-secret-in-use',
    text: `SELECT ${sentBefore('$1', '$2', '$3::timestamptz')} AS in_use`,
    values: [seller.tenantId, seller.sellerId, rotatedAt.toISOString()],
  });
  return rows[0]?.in_use ?? false;
}

/**
 * Forgets old webhook secrets whose grace is over and with which no operation was sent that is still followed.
 * @returns how many were forgotten
 */
export async function forgetPreviousSecrets(pool: Pool, now: Date, limit: number): Promise<number> {
  const { rowCount } = await pool.query({
    name: 'seller-forget-previous-secrets',
    text: `
UPDATE sellers SET webhook_previous_sealed = NULL, webhook_previous_until = NULL, webhook_rotated_at = NULL
WHERE (tenant_id, id) IN (
  SELECT s.tenant_id, s.id FROM sellers s
  WHERE s.webhook_previous_until < $1 AND NOT ${sentBefore('s.tenant_id', 's.id', 's.webhook_rotated_at')}
  LIMIT $2 FOR UPDATE SKIP LOCKED)`,
    values: [now.toISOString(), limit],
  });
  return rowCount ?? 0;
}
