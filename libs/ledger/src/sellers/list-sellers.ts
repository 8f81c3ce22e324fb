import type { Pool } from 'pg';
import type { SellerRow } from '../schema/seller';

export interface SellerPage {
  items: SellerRow[];
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
  const { rows } = await pool.query<SellerRow>({
    name: 'seller-list',
    text: `SELECT * FROM sellers WHERE tenant_id = $1 AND deleted_at IS NULL AND ($2::text IS NULL OR id > $2)
           ORDER BY id LIMIT $3`,
    values: [tenantId, after, limit + 1],
  });
  const items = rows.slice(0, limit);
  return { items, after: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
