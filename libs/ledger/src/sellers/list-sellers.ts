import type { Pool } from 'pg';
import { type SellerWithSettings, settingsColumns, settingsJoins } from './settings-columns';

export interface SellerPage {
  items: SellerWithSettings[];
  /** Where the next page begins: pass it as `after`. Null on the last page. */
  after: string | null;
}

/**
 * Reads one page of a tenant's sellers by id, without deleted ones.
 * @param after the last id of the previous page; null for the first page
 */
export async function listSellers(
  pool: Pool,
  tenantId: string,
  after: string | null,
  limit: number,
): Promise<SellerPage> {
  const { rows } = await pool.query<SellerWithSettings>({
    name: 'seller-list',
    text: `SELECT s.*, ${settingsColumns} FROM sellers s ${settingsJoins}
           WHERE s.tenant_id = $1 AND s.deleted_at IS NULL AND ($2::text IS NULL OR s.id > $2)
           ORDER BY s.id LIMIT $3`,
    values: [tenantId, after, limit + 1],
  });
  const items = rows.slice(0, limit);
  return { items, after: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
