import type { Pool } from 'pg';

/**
 * Makes a tenant, unless one of that name exists.
 * @returns the id of the tenant with that name
 */
export async function insertTenantIfAbsent(pool: Pool, tenant: { id: string; name: string }): Promise<string> {
  const { rows } = await pool.query<{ id: string }>({
    // This update changes nothing, but makes RETURNING show the row when another insert has won.
    text: `INSERT INTO tenants (id, name) VALUES ($1, $2)
           ON CONFLICT (name) DO UPDATE SET name = EXCLUDED.name
           RETURNING id`,
    values: [tenant.id, tenant.name],
  });
  const [row] = rows;
  if (row === undefined) throw new Error(`the tenant "${tenant.name}" was neither found nor made`);
  return row.id;
}
