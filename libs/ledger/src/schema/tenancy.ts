import { EntitySchema } from 'typeorm';
import type { DeadlineOverrides } from '@adcp-orchestrator/domain';

export interface TenantRow {
  id: string;
  name: string;
  deadlines: DeadlineOverrides;
  created_at: Date;
}

export const TenantEntity = new EntitySchema<TenantRow>({
  name: 'tenants',
  columns: {
    id: { type: 'uuid', primary: true },
    name: { type: 'text', unique: true },
    deadlines: { type: 'jsonb', default: {} },
    created_at: { type: 'timestamptz', default: () => 'now()' },
  },
});

export interface ApiKeyRow {
  id: string;
  tenant_id: string;
  name: string;
  role: string;
  /**
   * SHA-256 of the key. The key is random and long, so a slower hash would add nothing. The key itself is not stored.
   */
  key_hash: Buffer;
  created_at: Date;
  revoked_at: Date | null;
}

export const ApiKeyEntity = new EntitySchema<ApiKeyRow>({
  name: 'api_keys',
  columns: {
    tenant_id: { type: 'uuid', primary: true, foreignKey: { target: 'tenants' } },
    id: { type: 'uuid', primary: true },
    name: { type: 'text' },
    role: { type: 'text' },
    key_hash: { type: 'bytea', unique: true },
    created_at: { type: 'timestamptz', default: () => 'now()' },
    revoked_at: { type: 'timestamptz', nullable: true },
  },
});
