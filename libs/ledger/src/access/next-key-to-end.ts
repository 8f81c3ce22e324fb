import type { Pool } from 'pg';

/** When the next API key of a tenant ends. */
export interface NextKeyToEnd {
  tenantId: string;
  inSeconds: number;
}

/** A key that was made for less is meant to end, and nobody need be told. */
const LONG_LIVED_DAYS = 30;

/** @returns of each tenant the key in use that ends next; none of a tenant whose keys do not end by themselves */
export async function nextKeysToEnd(pool: Pool): Promise<NextKeyToEnd[]> {
  const { rows } = await pool.query<NextKeyToEnd>({
    name: 'key-ends-next',
    text: `
SELECT k.tenant_id AS "tenantId", extract(epoch FROM min(d.expires_at) - now())::float8 AS "inSeconds"
FROM api_key_details d JOIN api_keys k ON k.tenant_id = d.tenant_id AND k.id = d.key_id
WHERE k.revoked_at IS NULL AND d.expires_at > now() AND d.expires_at >= k.created_at + make_interval(days => $1)
GROUP BY k.tenant_id`,
    values: [LONG_LIVED_DAYS],
  });
  return rows;
}
