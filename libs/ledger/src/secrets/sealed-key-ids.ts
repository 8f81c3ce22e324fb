import type { Pool } from 'pg';

/**
 * For an operator who wants to know whether the keys of a configuration are those of the database. The id of the key stands
 * behind the version byte of a sealed value.
 * @returns the ids of the keys that sealed sellers' secrets, of all tenants
 */
export async function sealedKeyIds(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>({
    name: 'sealed-key-ids',
    text: `SELECT DISTINCT encode(substring(v.sealed FROM 2 FOR 4), 'hex') AS id
           FROM sellers s CROSS JOIN LATERAL (VALUES (s.auth_token_sealed), (s.webhook_secret_sealed)) v(sealed)
           WHERE v.sealed IS NOT NULL ORDER BY id`,
  });
  return rows.map(({ id }) => id);
}
