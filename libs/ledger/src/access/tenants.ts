import { DatabaseError, type Pool, type PoolClient } from 'pg';
import type { RetentionSettings } from '@adcp-orchestrator/domain';
import type { TenantRow } from '../schema/tenancy';

const UNIQUE_VIOLATION = '23505';

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

/** @returns the tenant of the platform admin's keys, which may have been renamed; null before the first such key */
export async function findPlatformTenant(pool: Pool): Promise<string | null> {
  const { rows } = await pool.query<{ tenant_id: string }>({
    name: 'tenant-of-platform',
    text: 'SELECT tenant_id FROM api_key_details WHERE platform_admin LIMIT 1',
  });
  return rows[0]?.tenant_id ?? null;
}

/** A tenant as the platform's admin sees it. */
export type ListedTenant = Pick<TenantRow, 'id' | 'name' | 'limits' | 'deadlines' | 'created_at'> & {
  /** Since when nothing of the tenant is sent; null when it is not paused. */
  paused_at: Date | null;
  /** For how long its things are kept; null: by the defaults. */
  retention: RetentionSettings | null;
};

const listed = `id, name, limits, deadlines, created_at,
  (SELECT p.paused_at FROM tenant_settings p WHERE p.tenant_id = tenants.id) AS paused_at,
  (SELECT p.retention FROM tenant_settings p WHERE p.tenant_id = tenants.id) AS retention`;

/** @returns the new tenant; null when the name is taken */
export async function insertTenant(
  client: PoolClient,
  tenant: { id: string; name: string },
): Promise<ListedTenant | null> {
  const { rows } = await client.query<ListedTenant>({
    text: `INSERT INTO tenants (id, name) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING RETURNING ${listed}`,
    values: [tenant.id, tenant.name],
  });
  return rows[0] ?? null;
}

/** @returns the tenant, which no other transaction changes until this one ends; null when there is none of that id */
export async function lockTenant(client: PoolClient, id: string): Promise<ListedTenant | null> {
  const { rows } = await client.query<ListedTenant>({
    text: `SELECT ${listed} FROM tenants WHERE id = $1 FOR NO KEY UPDATE`,
    values: [id],
  });
  return rows[0] ?? null;
}

/** Another tenant has the name. */
export class TenantNameTakenError extends Error {
  override readonly name = 'TenantNameTakenError';
}

/**
 * Changes a tenant that this transaction has locked.
 * @throws TenantNameTakenError
 */
export async function changeTenant(
  client: PoolClient,
  { id, name, limits, deadlines }: Pick<TenantRow, 'id' | 'name' | 'limits' | 'deadlines'>,
): Promise<ListedTenant | null> {
  try {
    const { rows } = await client.query<ListedTenant>({
      text: `UPDATE tenants SET name = $2, limits = $3, deadlines = $4 WHERE id = $1 RETURNING ${listed}`,
      values: [id, name, JSON.stringify(limits), JSON.stringify(deadlines)],
    });
    return rows[0] ?? null;
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== UNIQUE_VIOLATION) throw error;
    throw new TenantNameTakenError(`another tenant has the name "${name}"`, { cause: error });
  }
}

export interface TenantPage {
  items: ListedTenant[];
  /** Where the next page begins: pass it as `after`. Null on the last page. */
  after: string | null;
}

/**
 * Reads one page of all tenants, the newest first.
 * @param after `after` of the previous page; null for the first
 */
export async function listTenants(pool: Pool, after: string | null, limit: number): Promise<TenantPage> {
  const { rows } = await pool.query<ListedTenant>({
    name: 'tenant-list',
    text: `SELECT ${listed} FROM tenants WHERE $1::uuid IS NULL OR id < $1 ORDER BY id DESC LIMIT $2`,
    values: [after, limit + 1],
  });
  const items = rows.slice(0, limit);
  return { items, after: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
