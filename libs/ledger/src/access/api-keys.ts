import type { Pool } from 'pg';
import type { DeadlineOverrides } from '@adcp-orchestrator/domain';
import type { ApiKeyDetailsRow, ApiKeyRow, TenantLimits } from '../schema/tenancy';

/** A key as its holder's requests need it. */
export type ApiKeyWithTenant = ApiKeyRow &
  Pick<ApiKeyDetailsRow, 'last_used_at'> & {
    platform_admin: boolean;
    tenant_name: string;
    tenant_deadlines: DeadlineOverrides;
    tenant_limits: TenantLimits;
  };

/** A key that is neither revoked nor past its end. */
export const usable = 'k.revoked_at IS NULL AND (d.expires_at IS NULL OR d.expires_at > now())';
/** A key's details, where it has some. */
export const details = 'LEFT JOIN api_key_details d ON d.tenant_id = k.tenant_id AND d.key_id = k.id';

/**
 * Finds a key by its hash.
 * @param keyHash SHA-256 of the key
 * @returns the key with its tenant; null when the key is unknown, was revoked or has ended
 */
export async function findApiKey(pool: Pool, keyHash: Buffer): Promise<ApiKeyWithTenant | null> {
  const { rows } = await pool.query<ApiKeyWithTenant>({
    name: 'api-key-find-usable',
    text: `SELECT k.id, k.tenant_id, k.name, k.role, k.key_hash, k.created_at, k.revoked_at, d.last_used_at,
             coalesce(d.platform_admin, false) AS platform_admin, t.name AS tenant_name,
             t.deadlines AS tenant_deadlines, t.limits AS tenant_limits
           FROM api_keys k JOIN tenants t ON t.id = k.tenant_id ${details}
           WHERE k.key_hash = $1 AND ${usable}`,
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
export async function insertApiKeyIfAbsent(pool: Pick<Pool, 'query'>, key: NewApiKey): Promise<void> {
  await pool.query({
    text: `INSERT INTO api_keys (id, tenant_id, name, role, key_hash) VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT (key_hash) DO NOTHING`,
    values: [key.id, key.tenantId, key.name, key.role, key.keyHash],
  });
}

/** Makes a tenant's admin key a key of the platform's admin. It stays so until it is revoked. */
export async function grantPlatform(pool: Pool, tenantId: string, keyHash: Buffer): Promise<void> {
  await pool.query({
    text: `INSERT INTO api_key_details (tenant_id, key_id, platform_admin)
           SELECT k.tenant_id, k.id, true FROM api_keys k
           WHERE k.tenant_id = $1 AND k.key_hash = $2 AND k.role = 'admin'
           ON CONFLICT (tenant_id, key_id) DO UPDATE SET platform_admin = true`,
    values: [tenantId, keyHash],
  });
}

/** Notes that a key was used now. */
export async function noteKeyUse(pool: Pool, tenantId: string, keyId: string): Promise<void> {
  await pool.query({
    name: 'api-key-used',
    text: `INSERT INTO api_key_details (tenant_id, key_id, last_used_at) VALUES ($1, $2, now())
           ON CONFLICT (tenant_id, key_id) DO UPDATE SET last_used_at = EXCLUDED.last_used_at`,
    values: [tenantId, keyId],
  });
}
