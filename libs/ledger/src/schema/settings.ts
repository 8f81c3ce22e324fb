import { EntitySchema } from 'typeorm';
import type { RetentionSettings } from '@adcp-orchestrator/domain';

/** Whom people ask at a seller. */
export interface SellerContact {
  name: string | null;
  email: string | null;
  phone: string | null;
  note: string | null;
}

/** What a desk keeps of a seller besides its row in `sellers`. A seller without such a row has none of it. */
export interface SellerSettingsRow {
  tenant_id: string;
  seller_id: string;
  contact: SellerContact | null;
  /** Since when nothing is sent to it; null when it is not paused. */
  paused_at: Date | null;
}

export const SellerSettingsEntity = /* @__PURE__ */ new EntitySchema<SellerSettingsRow>({
  name: 'seller_settings',
  columns: {
    tenant_id: { type: 'uuid', primary: true },
    seller_id: { type: 'text', primary: true },
    contact: { type: 'jsonb', nullable: true },
    paused_at: { type: 'timestamptz', nullable: true },
  },
});

/** What is set for a tenant besides its row in `tenants`. */
export interface TenantSettingsRow {
  tenant_id: string;
  /** Since when nothing of the tenant is sent; null when it is not paused. */
  paused_at: Date | null;
  /** For how long its things are kept; null: by the defaults. */
  retention: RetentionSettings | null;
  /** Before, nothing is deleted: the tenant is older than the periods. Null: it is not. */
  deletion_begins_at: Date | null;
}

export const TenantSettingsEntity = /* @__PURE__ */ new EntitySchema<TenantSettingsRow>({
  name: 'tenant_settings',
  columns: {
    tenant_id: { type: 'uuid', primary: true },
    paused_at: { type: 'timestamptz', nullable: true },
    retention: { type: 'jsonb', nullable: true },
    deletion_begins_at: { type: 'timestamptz', nullable: true },
  },
});
