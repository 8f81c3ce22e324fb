import type { Pool } from 'pg';
import type { DeadlineOverrides } from '@adcp-orchestrator/domain';
import type { ApiKeyRow } from '../schema/tenancy';

export type ApiKeyWithTenant = ApiKeyRow & { tenant_deadlines: DeadlineOverrides };

/**
 * Finds a key by its hash.
 * @param keyHash SHA-256 of the key
 * @returns the key with its tenant's deadlines; null when the key is unknown or revoked
 */
export async function findApiKey(pool: Pool, keyHash: Buffer): Promise<ApiKeyWithTenant | null> {
  const { rows } = await pool.query<ApiKeyWithTenant>({
    name: 'api-key-find',
    text: `SELECT k.*, t.deadlines AS tenant_deadlines
           FROM api_keys k JOIN tenants t ON t.id = k.tenant_id
           WHERE k.key_hash = $1 AND k.revoked_at IS NULL`,
    values: [keyHash],
  });
  return rows[0] ?? null;
}

export interface NewApiKey {
  id: string;
  tenantId: string;
  name: string;
  role: string;
  keyHash: Buffer;
}

/** Adds a key, unless one with this hash exists already, valid or revoked. */
export async function insertApiKeyIfAbsent(pool: Pool, key: NewApiKey): Promise<void> {
  await pool.query({
    text: `INSERT INTO api_keys (id, tenant_id, name, role, key_hash) VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT (key_hash) DO NOTHING`,
    values: [key.id, key.tenantId, key.name, key.role, key.keyHash],
  });
}

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
