import type { Pool } from 'pg';
import type { SellerRow } from '../schema/seller';

/** @returns the seller whose webhook URL carries the token; null when none has it, or only a deleted one */
export async function findSellerByRouteToken(pool: Pool, routeToken: string): Promise<SellerRow | null> {
  const { rows } = await pool.query<SellerRow>({
    name: 'webhook-seller-by-token',
    text: 'SELECT * FROM sellers WHERE route_token = $1 AND deleted_at IS NULL',
    values: [routeToken],
  });
  return rows[0] ?? null;
}

/**
 * Lists the sellers that may call the guide's bare route with a bearer secret.
 * @param limit most that are returned; ask for one more than can be served, to see whether there are too many
 */
export async function listBearerSellers(pool: Pool, limit: number): Promise<SellerRow[]> {
  const { rows } = await pool.query<SellerRow>({
    name: 'webhook-bearer-sellers',
    text: `
SELECT * FROM sellers
WHERE dialect = 'hitl-v1' AND webhook_mode = 'bearer' AND webhook_secret_sealed IS NOT NULL AND deleted_at IS NULL
ORDER BY created_at, tenant_id, id LIMIT $1`,
    values: [limit],
  });
  return rows;
}

/**
 * Lists the sellers that may have sent an HMAC webhook about this task to the guide's bare route: those with an
 * operation that is, or was, bound to it. Sellers choose their own task ids, so several may have the same.
 * @param limit most that are returned; ask for one more than can be verified, to see whether there are too many
 */
export async function findHmacSellersOfTask(pool: Pool, taskId: string, limit: number): Promise<SellerRow[]> {
  const { rows } = await pool.query<SellerRow>({
    name: 'webhook-hmac-sellers-of-task',
    text: `
SELECT s.* FROM sellers s
WHERE s.dialect = 'hitl-v1' AND s.webhook_mode = 'hmac' AND s.deleted_at IS NULL
  AND (EXISTS (SELECT 1 FROM operations o WHERE o.tenant_id = s.tenant_id AND o.seller_id = s.id AND o.task_id = $1)
    OR EXISTS (SELECT 1 FROM former_tasks f WHERE f.tenant_id = s.tenant_id AND f.seller_id = s.id AND f.task_id = $1))
LIMIT $2`,
    values: [taskId, limit],
  });
  return rows;
}
