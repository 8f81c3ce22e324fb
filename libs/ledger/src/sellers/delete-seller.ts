import type { PoolClient } from 'pg';
import { sellerLock } from '../database/seller-lock';

export type SellerDeletion =
  | { outcome: 'deleted' }
  | { outcome: 'unknown' }
  /** `unsettled` counts to 1,000 at most. */
  | { outcome: 'refused'; unsettled: number };

const COUNTED = 1_000;

/**
 * Deletes a seller, unless some of its operations have not ended. The row stays without its secrets and its contact,
 * because operations refer to it. Its id is not given out again: old operations must never seem to be another seller's.
 * @param client inside a transaction, which holds the seller's lock until it ends
 */
export async function deleteSeller(client: PoolClient, tenantId: string, id: string): Promise<SellerDeletion> {
  // This must be a statement of its own: then the next one sees the operations whose inserts this one waited for.
  await client.query(`SELECT pg_advisory_xact_lock(${sellerLock('$1', '$2')})`, [tenantId, id]);
  return markDeleted(client, tenantId, id);
}

async function markDeleted(client: PoolClient, tenantId: string, id: string): Promise<SellerDeletion> {
  const { rows } = await client.query<{ deleted: boolean; unsettled: number }>({
    text: `
WITH seller AS (
  SELECT tenant_id, id FROM sellers WHERE tenant_id = $1 AND id = $2 AND deleted_at IS NULL FOR UPDATE
), unsettled AS (
  SELECT count(*)::int AS found FROM (
    SELECT 1 FROM operations o WHERE o.tenant_id = $1 AND o.seller_id = $2 AND o.settled_at IS NULL LIMIT ${COUNTED}) counted
), gone AS (
  UPDATE sellers s SET deleted_at = now(), updated_at = now(), auth_token_sealed = NULL, webhook_secret_sealed = NULL,
    webhook_previous_sealed = NULL, revision = s.revision + 1
  FROM seller, unsettled
  WHERE s.tenant_id = seller.tenant_id AND s.id = seller.id AND unsettled.found = 0
  RETURNING s.tenant_id, s.id
), forgotten AS (
  DELETE FROM seller_settings g USING gone WHERE g.tenant_id = gone.tenant_id AND g.seller_id = gone.id
)
SELECT EXISTS (SELECT 1 FROM gone) AS deleted, unsettled.found AS unsettled FROM seller, unsettled`,
    values: [tenantId, id],
  });
  const [row] = rows;
  if (row === undefined) return { outcome: 'unknown' };
  return row.deleted ? { outcome: 'deleted' } : { outcome: 'refused', unsettled: row.unsettled };
}
