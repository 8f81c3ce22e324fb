import { EntitySchema } from 'typeorm';
import type { Channel, Digest, QuietHours } from '@adcp-orchestrator/domain';

/** How a subscriber is told, and of what. A subscription of before has no such row: it is a webhook for everything. */
export interface SubscriptionSettingsRow {
  tenant_id: string;
  subscription_id: string;
  channel: Channel;
  /**
   * Whom an e-mail or a chat message reaches: the same for two subscriptions of one address, so that one turn makes one
   * message. Null for a webhook.
   */
  receiver: string | null;
  /** Only what concerns this seller; null: every seller. */
  seller_id: string | null;
  /** Only what this user asked for; null: every user. */
  user_id: string | null;
  /** The secret before the last rotation, sealed like the present one. */
  previous_secret_sealed: Buffer | null;
  /** Until when everything is signed with both. */
  previous_secret_until: Date | null;
  /** Since when nothing is owed to it; null while it is enabled. */
  disabled_at: Date | null;
  disabled_reason: string | null;
  quiet_hours: QuietHours | null;
  digest: Digest | null;
}

export const SubscriptionSettingsEntity = /* @__PURE__ */ new EntitySchema<SubscriptionSettingsRow>({
  name: 'subscription_settings',
  columns: {
    tenant_id: { type: 'uuid', primary: true },
    subscription_id: { type: 'uuid', primary: true },
    channel: { type: 'text', default: 'webhook' },
    receiver: { type: 'text', nullable: true },
    seller_id: { type: 'text', nullable: true },
    user_id: { type: 'text', nullable: true },
    previous_secret_sealed: { type: 'bytea', nullable: true },
    previous_secret_until: { type: 'timestamptz', nullable: true },
    disabled_at: { type: 'timestamptz', nullable: true },
    disabled_reason: { type: 'text', nullable: true },
    quiet_hours: { type: 'jsonb', nullable: true },
    digest: { type: 'jsonb', nullable: true },
  },
});
