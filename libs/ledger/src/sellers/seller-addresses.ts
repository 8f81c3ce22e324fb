import type { Pool } from 'pg';

/**
 * For an operator who wants to know whether sellers can be reached.
 * @returns the different addresses of the sellers of all tenants, in alphabetical order, `limit` at most
 */
export async function sellerAddresses(pool: Pool, limit: number): Promise<string[]> {
  const { rows } = await pool.query<{ agent_url: string }>({
    name: 'seller-addresses',
    text: 'SELECT DISTINCT agent_url FROM sellers WHERE deleted_at IS NULL ORDER BY agent_url LIMIT $1',
    values: [limit],
  });
  return rows.map(({ agent_url: url }) => url);
}
