import type { Pool } from 'pg';
import { type Retention, type RetentionSettings, retentionOf } from '@adcp-orchestrator/domain';
import type { TenantSettingsRow } from '../schema/settings';

/** For how long a tenant's things are kept, and from when on the rest is deleted. */
export interface KeptRetention extends Retention {
  /** Null for a tenant that came after the periods: from its first day on. */
  deletionBeginsAt: Date | null;
}

/** @returns for how long the tenant's things are kept */
export async function readRetention(pool: Pick<Pool, 'query'>, tenantId: string): Promise<KeptRetention> {
  const { rows } = await pool.query<Pick<TenantSettingsRow, 'retention' | 'deletion_begins_at'>>({
    name: 'retention-read',
    text: 'SELECT s.retention, s.deletion_begins_at FROM tenant_settings s WHERE s.tenant_id = $1',
    values: [tenantId],
  });
  const [row] = rows;
  return { ...retentionOf(row?.retention ?? null), deletionBeginsAt: row?.deletion_begins_at ?? null };
}

/** Sets for how long a tenant's things are kept; null: by the defaults. The next pass goes by it. */
export async function keepRetention(
  pool: Pick<Pool, 'query'>,
  tenantId: string,
  retention: RetentionSettings | null,
): Promise<void> {
  await pool.query({
    text: `
INSERT INTO tenant_settings (tenant_id, retention) VALUES ($1, $2)
ON CONFLICT (tenant_id) DO UPDATE SET retention = EXCLUDED.retention`,
    values: [tenantId, retention === null ? null : JSON.stringify(retention)],
  });
}
