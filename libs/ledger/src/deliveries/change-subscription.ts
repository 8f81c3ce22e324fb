import type { Pool, PoolClient } from 'pg';
import type { Digest, EventType, QuietHours } from '@adcp-orchestrator/domain';
import { type Subscription, subscriptionColumns } from './subscriptions';

/** What can be changed of a subscription. */
export interface SubscriptionChange {
  url: string;
  receiver: string | null;
  secretSealed: Buffer;
  events: readonly EventType[];
  sellerId: string | null;
  userId: string | null;
  quietHours: QuietHours | null;
  digest: Digest | null;
  description: string | null;
  /** Null: enabled. */
  disabledAt: Date | null;
  disabledReason: string | null;
}

type Client = Pick<PoolClient, 'query'>;

/** @returns the tenant's subscription, kept from other changes until the transaction ends; null when it has none */
export async function lockSubscription(client: Client, tenantId: string, id: string): Promise<Subscription | null> {
  const { rows } = await client.query<Subscription>({
    text: `SELECT ${subscriptionColumns}
           FROM subscriptions s
           LEFT JOIN subscription_settings st ON st.tenant_id = s.tenant_id AND st.subscription_id = s.id
           WHERE s.tenant_id = $1 AND s.id = $2 AND s.deleted_at IS NULL FOR UPDATE OF s`,
    values: [tenantId, id],
  });
  return rows[0] ?? null;
}

/** Writes a subscription that `lockSubscription` has read. */
export async function changeSubscription(
  client: Client,
  tenantId: string,
  id: string,
  change: SubscriptionChange,
): Promise<Subscription> {
  const { rows } = await client.query<Subscription>({
    text: `
WITH s AS (
  UPDATE subscriptions SET url = $3, events = $4, description = $5, secret_sealed = $6
  WHERE tenant_id = $1 AND id = $2 RETURNING *
), st AS (
  INSERT INTO subscription_settings AS st (tenant_id, subscription_id, receiver, seller_id, user_id, disabled_at, disabled_reason,
    quiet_hours, digest)
  VALUES ($1, $2, $7, $8, $9, $10, $11, $12::jsonb, $13::jsonb)
  ON CONFLICT (tenant_id, subscription_id) DO UPDATE SET receiver = EXCLUDED.receiver, seller_id = EXCLUDED.seller_id,
    user_id = EXCLUDED.user_id, disabled_at = EXCLUDED.disabled_at, disabled_reason = EXCLUDED.disabled_reason,
    quiet_hours = EXCLUDED.quiet_hours, digest = EXCLUDED.digest
  RETURNING *
)
SELECT ${subscriptionColumns} FROM s CROSS JOIN st`,
    values: [
      tenantId,
      id,
      change.url,
      change.events,
      change.description,
      change.secretSealed,
      change.receiver,
      change.sellerId,
      change.userId,
      change.disabledAt?.toISOString() ?? null,
      change.disabledReason,
      change.quietHours === null ? null : JSON.stringify(change.quietHours),
      change.digest === null ? null : JSON.stringify(change.digest),
    ],
  });
  const [row] = rows;
  if (row === undefined) throw new Error(`the subscription ${id} is not there, though it was just read`);
  return row;
}

/**
 * Gives a subscription another secret. What is sent until `until` is signed with both.
 * @returns the subscription; null when the tenant has none of that id
 */
export async function rotateSecret(
  client: Client,
  tenantId: string,
  id: string,
  secretSealed: Buffer,
  until: Date,
): Promise<Subscription | null> {
  const before = await lockSubscription(client, tenantId, id);
  if (before === null) return null;
  const { rows } = await client.query<Subscription>({
    text: `
WITH s AS (
  UPDATE subscriptions SET secret_sealed = $3 WHERE tenant_id = $1 AND id = $2 RETURNING *
), st AS (
  INSERT INTO subscription_settings AS st (tenant_id, subscription_id, previous_secret_sealed, previous_secret_until)
  VALUES ($1, $2, $4, $5)
  ON CONFLICT (tenant_id, subscription_id) DO UPDATE SET previous_secret_sealed = EXCLUDED.previous_secret_sealed,
    previous_secret_until = EXCLUDED.previous_secret_until
  RETURNING *
)
SELECT ${subscriptionColumns} FROM s CROSS JOIN st`,
    values: [tenantId, id, secretSealed, before.secret_sealed, until.toISOString()],
  });
  return rows[0] ?? null;
}

/**
 * Forgets the secrets from before rotations whose overlap is over.
 * @returns how many were forgotten
 */
export async function forgetRotatedSecrets(pool: Pool, now: Date, limit: number): Promise<number> {
  const { rowCount } = await pool.query({
    name: 'subscription-forget-previous-secrets',
    text: `
UPDATE subscription_settings SET previous_secret_sealed = NULL, previous_secret_until = NULL
WHERE (tenant_id, subscription_id) IN (
  SELECT tenant_id, subscription_id FROM subscription_settings
  WHERE previous_secret_until < $1 LIMIT $2 FOR UPDATE SKIP LOCKED)`,
    values: [now.toISOString(), limit],
  });
  return rowCount ?? 0;
}
