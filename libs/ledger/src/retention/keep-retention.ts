import type { Pool } from 'pg';
import { type Retention, type RetentionSettings, retentionOf } from '@adcp-orchestrator/domain';

/** @returns for how long the tenant's things are kept */
export async function readRetention(pool: Pick<Pool, 'query'>, tenantId: string): Promise<Retention> {
  const { rows } = await pool.query<{ retention: RetentionSettings | null }>({
    name: 'retention-read',
    text: 'SELECT s.retention FROM tenant_settings s WHERE s.tenant_id = $1',
    values: [tenantId],
  });
  return retentionOf(rows[0]?.retention ?? null);
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
