import type { Pool } from 'pg';
import type { SellerRow } from '../schema/seller';

export interface SellerPage {
  items: SellerRow[];
  /** The id to go on after; null on the last page. */
  after: string | null;
}

/**
 * One page of a tenant's sellers, by id; deleted ones are left out.
 * @param after the last id of the page before; null for the first page
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
