import { EntitySchema } from 'typeorm';
import type { DeadlineOverrides } from '@adcp-orchestrator/domain';

/** What a tenant may use. An absent field means the default. */
export interface TenantLimits {
  /** Of all its keys and people together; absent: no limit. */
  requestsPerSecond?: number;
  /** Of each key and person. */
  requestsPerSecondPerKey?: number;
  /** Operations without an end; absent: no limit. */
  maxOpenOperations?: number;
  maxSellers?: number;
  maxSubscriptions?: number;
  /** For each replica; absent: the setting of the process. */
  maxEventStreams?: number;
}

export interface TenantRow {
  id: string;
  name: string;
  deadlines: DeadlineOverrides;
  limits: TenantLimits;
  created_at: Date;
}

export const TenantEntity = new EntitySchema<TenantRow>({
  name: 'tenants',
  columns: {
    id: { type: 'uuid', primary: true },
    name: { type: 'text', unique: true },
    deadlines: { type: 'jsonb', default: {} },
    limits: { type: 'jsonb', default: {} },
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

/** What a key has besides. A key without such a row has none of it, and was not used yet. */
export interface ApiKeyDetailsRow {
  tenant_id: string;
  key_id: string;
  /** Whether the key may also set up tenants. Only the key of `BOOTSTRAP_API_KEY` gets it. */
  platform_admin: boolean;
  expires_at: Date | null;
  /** Who made the key, as the audit names them. */
  created_by: string | null;
  /** At most a minute behind. */
  last_used_at: Date | null;
}

export const ApiKeyDetailsEntity = new EntitySchema<ApiKeyDetailsRow>({
  name: 'api_key_details',
  columns: {
    tenant_id: { type: 'uuid', primary: true },
    key_id: { type: 'uuid', primary: true },
    platform_admin: { type: 'boolean', default: false },
    expires_at: { type: 'timestamptz', nullable: true },
    created_by: { type: 'text', nullable: true },
    last_used_at: { type: 'timestamptz', nullable: true },
  },
});
