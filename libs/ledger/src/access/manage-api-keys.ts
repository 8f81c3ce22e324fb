import type { Pool, PoolClient } from 'pg';
import { type StoppedBulkJob, stopBulkJobsOfKey } from '../bulk/bulk-jobs';
import type { ApiKeyDetailsRow, ApiKeyRow } from '../schema/tenancy';
import { type NewApiKey, details, usable } from './api-keys';
import { lockTenant } from './tenants';

/** A key as a list shows it. */
export type ListedApiKey = Pick<ApiKeyRow, 'id' | 'name' | 'role' | 'created_at'> &
  Pick<ApiKeyDetailsRow, 'platform_admin' | 'expires_at' | 'created_by' | 'last_used_at'>;

const listed = `k.id, k.name, k.role, k.created_at, coalesce(d.platform_admin, false) AS platform_admin, d.expires_at,
  d.created_by, d.last_used_at`;

/**
 * Adds a key that a person asked for.
 * @param most how many keys a tenant may have that are not revoked
 * @returns null when the tenant has that many already
 */
export async function insertApiKey(
  client: PoolClient,
  key: NewApiKey & { expiresAt: Date | null; createdBy: string },
  most: number,
): Promise<ListedApiKey | null> {
  await lockTenant(client, key.tenantId);
  const { rows } = await client.query<ListedApiKey>({
    text: `
WITH k AS (
  INSERT INTO api_keys (id, tenant_id, name, role, key_hash)
  SELECT $1::uuid, $2::uuid, $3, $4, $5
  WHERE (SELECT count(*) FROM api_keys WHERE tenant_id = $2::uuid AND revoked_at IS NULL) < $8
  RETURNING *
), d AS (
  INSERT INTO api_key_details (tenant_id, key_id, expires_at, created_by)
  SELECT k.tenant_id, k.id, $6::timestamptz, $7 FROM k
  RETURNING *
)
SELECT ${listed} FROM k JOIN d ON d.tenant_id = k.tenant_id AND d.key_id = k.id`,
    values: [
      key.id,
      key.tenantId,
      key.name,
      key.role,
      key.keyHash,
      key.expiresAt?.toISOString() ?? null,
      key.createdBy,
      most,
    ],
  });
  return rows[0] ?? null;
}

export interface ApiKeyPage {
  items: ListedApiKey[];
  /** Where the next page begins: pass it as `after`. Null on the last page. */
  after: string | null;
}

/**
 * Reads one page of a tenant's keys that are not revoked, the newest first.
 * @param after `after` of the previous page; null for the first
 */
export async function listApiKeys(
  pool: Pool,
  tenantId: string,
  after: string | null,
  limit: number,
): Promise<ApiKeyPage> {
  const { rows } = await pool.query<ListedApiKey>({
    name: 'api-key-list',
    text: `SELECT ${listed} FROM api_keys k ${details}
           WHERE k.tenant_id = $1 AND k.revoked_at IS NULL AND ($2::uuid IS NULL OR k.id < $2)
           ORDER BY k.id DESC LIMIT $3`,
    values: [tenantId, after, limit + 1],
  });
  const items = rows.slice(0, limit);
  return { items, after: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

export type KeyRevocation =
  | { outcome: 'revoked'; key: ListedApiKey; stoppedJobs: StoppedBulkJob[] }
  | { outcome: 'unknown' }
  /** No other admin key would be left with which the tenant could make keys. */
  | { outcome: 'last_admin' }
  /** The key is the platform's, and only the platform's admin may revoke it. */
  | { outcome: 'of_platform' };

/** Revokes a key of a tenant, and stops its bulk jobs. Two revocations at once take turns, so that they cannot take the last two admin keys. */
export async function revokeApiKey(
  client: PoolClient,
  { tenantId, id, byPlatform }: { tenantId: string; id: string; byPlatform: boolean },
): Promise<KeyRevocation> {
  await lockTenant(client, tenantId);
  const { rows } = await client.query<ListedApiKey & { usable: boolean; others: boolean }>({
    text: `SELECT ${listed}, ${usable} AS usable, EXISTS (
             SELECT FROM api_keys o LEFT JOIN api_key_details e ON e.tenant_id = o.tenant_id AND e.key_id = o.id
             WHERE o.tenant_id = k.tenant_id AND o.id <> k.id AND o.role = 'admin' AND o.revoked_at IS NULL
               AND (e.expires_at IS NULL OR e.expires_at > now())) AS others
           FROM api_keys k ${details}
           WHERE k.tenant_id = $1 AND k.id = $2 AND k.revoked_at IS NULL`,
    values: [tenantId, id],
  });
  const [found] = rows;
  if (found === undefined) return { outcome: 'unknown' };
  const { usable: isUsable, others, ...key } = found;
  if (key.platform_admin && !byPlatform) return { outcome: 'of_platform' };
  if (key.role === 'admin' && isUsable && !others) return { outcome: 'last_admin' };
  await client.query({
    text: 'UPDATE api_keys SET revoked_at = now() WHERE tenant_id = $1 AND id = $2',
    values: [tenantId, id],
  });
  return { outcome: 'revoked', key, stoppedJobs: await stopBulkJobsOfKey(client, tenantId, id) };
}
