import { EntitySchema } from 'typeorm';
import type {
  DeadlineOverrides,
  DialectName,
  JsonObject,
  SellerCapabilities,
  SellerLimits,
  SigningProfile,
  WebhookMode,
} from '@adcp-orchestrator/domain';

export interface SellerRow {
  tenant_id: string;
  id: string;
  name: string;
  agent_url: string;
  dialect: DialectName;
  auth_scheme: 'bearer' | 'header' | null;
  auth_header: string | null;
  /** Sealed by the secret box; the context is `seller/<tenant>/<id>/token`. */
  auth_token_sealed: Buffer | null;
  webhook_mode: WebhookMode;
  /** Sealed; the context is `seller/<tenant>/<id>/webhook`. */
  webhook_secret_sealed: Buffer | null;
  /** The secret before the last change, sealed in the same context. Calls under way were sent with it. */
  webhook_previous_sealed: Buffer | null;
  /** When its grace ends. For operations that were sent with it, it holds longer (`webhook_rotated_at`). */
  webhook_previous_until: Date | null;
  webhook_rotated_at: Date | null;
  jwks_uri: string | null;
  brand_json_url: string | null;
  /** Pinned public keys (JSON Web Keys); null when they are fetched. */
  signing_keys: JsonObject[] | null;
  /** The operator's list of revoked signing keys. */
  revocation_uri: string | null;
  signing_profile: SigningProfile | null;
  route_token: string;
  limits: SellerLimits;
  deadlines: DeadlineOverrides;
  capabilities: SellerCapabilities | null;
  capabilities_at: Date | null;
  /** Approval times of this seller, in seconds; null while there are fewer than five. */
  approval_p50_seconds: number | null;
  approval_p90_seconds: number | null;
  revision: number;
  /** Which worker polls this seller now: one at a time. */
  poll_lease_owner: string | null;
  poll_lease_until: Date | null;
  polled_at: Date | null;
  /** Which worker asks this seller about its media buys now: one at a time, independent of the polls. */
  follow_lease_owner: string | null;
  follow_lease_until: Date | null;
  reconciled_at: Date | null;
  /** When `seller_orphans` was last brought up to date; null before the first list. */
  orphans_at: Date | null;
  created_at: Date;
  updated_at: Date;
  deleted_at: Date | null;
}

export const SellerEntity = new EntitySchema<SellerRow>({
  name: 'sellers',
  columns: {
    tenant_id: { type: 'uuid', primary: true, foreignKey: { target: 'tenants' } },
    id: { type: 'text', primary: true },
    name: { type: 'text' },
    agent_url: { type: 'text' },
    dialect: { type: 'text' },
    auth_scheme: { type: 'text', nullable: true },
    auth_header: { type: 'text', nullable: true },
    auth_token_sealed: { type: 'bytea', nullable: true },
    webhook_mode: { type: 'text' },
    webhook_secret_sealed: { type: 'bytea', nullable: true },
    webhook_previous_sealed: { type: 'bytea', nullable: true },
    webhook_previous_until: { type: 'timestamptz', nullable: true },
    webhook_rotated_at: { type: 'timestamptz', nullable: true },
    jwks_uri: { type: 'text', nullable: true },
    brand_json_url: { type: 'text', nullable: true },
    signing_keys: { type: 'jsonb', nullable: true },
    revocation_uri: { type: 'text', nullable: true },
    signing_profile: { type: 'text', nullable: true },
    route_token: { type: 'text', unique: true },
    limits: { type: 'jsonb' },
    deadlines: { type: 'jsonb', default: {} },
    capabilities: { type: 'jsonb', nullable: true },
    capabilities_at: { type: 'timestamptz', nullable: true },
    approval_p50_seconds: { type: 'double precision', nullable: true },
    approval_p90_seconds: { type: 'double precision', nullable: true },
    revision: { type: 'integer', default: 1 },
    poll_lease_owner: { type: 'text', nullable: true },
    poll_lease_until: { type: 'timestamptz', nullable: true },
    polled_at: { type: 'timestamptz', nullable: true },
    follow_lease_owner: { type: 'text', nullable: true },
    follow_lease_until: { type: 'timestamptz', nullable: true },
    reconciled_at: { type: 'timestamptz', nullable: true },
    orphans_at: { type: 'timestamptz', nullable: true },
    created_at: { type: 'timestamptz', default: () => 'now()' },
    updated_at: { type: 'timestamptz', default: () => 'now()' },
    deleted_at: { type: 'timestamptz', nullable: true },
  },
});
