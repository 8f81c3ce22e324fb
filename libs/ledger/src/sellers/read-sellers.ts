import type { Pool } from 'pg';
import { type SellerCapabilities, type SellerRef, sellerKey } from '@adcp-orchestrator/domain';
import { type SellerWithSettings, settingsColumns, settingsJoins } from './settings-columns';
import { installedHere } from '../restore/installed-here';

/**
 * @returns the seller; null when it does not exist. A deleted seller is returned too, because its last operations need
 *   it
 */
export async function readSeller(pool: Pool, ref: SellerRef): Promise<SellerWithSettings | null> {
  const [row] = await readSellers(pool, [ref]);
  return row ?? null;
}

/**
 * Reads several sellers at once, deleted ones included.
 * @returns in the order of the references; null for one that does not exist
 */
export async function readSellers(pool: Pool, refs: readonly SellerRef[]): Promise<(SellerWithSettings | null)[]> {
  const { rows } = await pool.query<SellerWithSettings>({
    name: 'seller-read',
    text: `SELECT s.*, ${settingsColumns}
           FROM (SELECT DISTINCT tenant_id, id FROM unnest($1::uuid[], $2::text[]) AS w(tenant_id, id)) w
           JOIN sellers s ON s.tenant_id = w.tenant_id AND s.id = w.id ${settingsJoins}`,
    values: [refs.map(({ tenantId }) => tenantId), refs.map(({ sellerId }) => sellerId)],
  });
  const found = new Map(rows.map((row) => [sellerKey({ tenantId: row.tenant_id, sellerId: row.id }), row]));
  return refs.map((ref) => found.get(sellerKey(ref)) ?? null);
}

/**
 * Keeps what the seller said it can do.
 * @param revision of the settings with which it was asked: what another address said is not kept
 */
export async function saveCapabilities(
  pool: Pool,
  ref: SellerRef,
  revision: number,
  capabilities: SellerCapabilities,
  now: Date,
): Promise<void> {
  await pool.query({
    name: 'seller-capabilities',
    text: `UPDATE sellers SET capabilities = $3, capabilities_at = $4 WHERE tenant_id = $1 AND id = $2 AND revision = $5`,
    values: [ref.tenantId, ref.sellerId, JSON.stringify(capabilities), now.toISOString(), revision],
  });
}

/**
 * Takes the turn to reconcile sellers that were not reconciled since `before`, so that one worker does each.
 * @returns the sellers taken
 */
export async function takeReconciliations(pool: Pool, before: Date, now: Date, limit: number): Promise<SellerRef[]> {
  const { rows } = await pool.query<{ tenant_id: string; id: string }>({
    name: 'seller-reconcile',
    text: `
UPDATE sellers SET reconciled_at = $2 WHERE (tenant_id, id) IN (
  SELECT tenant_id, id FROM sellers
  WHERE ${installedHere} AND deleted_at IS NULL AND (reconciled_at IS NULL OR reconciled_at <= $1)
  ORDER BY reconciled_at NULLS FIRST LIMIT $3 FOR UPDATE SKIP LOCKED)
RETURNING tenant_id, id`,
    values: [before.toISOString(), now.toISOString(), limit],
  });
  return rows.map((row) => ({ tenantId: row.tenant_id, sellerId: row.id }));
}
