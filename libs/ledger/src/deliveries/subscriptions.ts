import type { Pool } from 'pg';
import type { Channel, Digest, EventType, QuietHours } from '@adcp-orchestrator/domain';
import type { SubscriptionRow } from '../schema/notification';
import type { SubscriptionSettingsRow } from '../schema/subscription-settings';

/** A subscription with its settings. */
export type Subscription = SubscriptionRow & Omit<SubscriptionSettingsRow, 'subscription_id'>;

export interface NewSubscription {
  id: string;
  tenantId: string;
  channel: Channel;
  /** As it may be shown: without what is secret in a chat's address. */
  url: string;
  receiver: string | null;
  /** Empty: every type. */
  events: readonly EventType[];
  sellerId: string | null;
  userId: string | null;
  quietHours: QuietHours | null;
  digest: Digest | null;
  description: string | null;
  secretSealed: Buffer;
}

/** The columns of a `Subscription`, of `subscriptions s` and `subscription_settings st`. */
export const subscriptionColumns = `s.id, s.tenant_id, s.url, s.events, s.description, s.secret_sealed, s.created_at, s.deleted_at,
  coalesce(st.channel, 'webhook') AS channel, st.receiver, st.seller_id, st.user_id,
  st.previous_secret_sealed, st.previous_secret_until, st.disabled_at, st.disabled_reason,
  st.quiet_hours, st.digest`;

/**
 * Adds a subscription.
 * @param most how many subscriptions a tenant may have; two made at the same instant may exceed it by one
 * @returns null when the tenant has that many already
 */
export async function insertSubscription(
  pool: Pick<Pool, 'query'>,
  subscription: NewSubscription,
  most: number,
): Promise<Subscription | null> {
  const { rows } = await pool.query<Subscription>({
    text: `
WITH s AS (
  INSERT INTO subscriptions (id, tenant_id, url, events, description, secret_sealed)
  SELECT $1::uuid, $2::uuid, $3, $4::text[], $5, $6
  WHERE (SELECT count(*) FROM subscriptions WHERE tenant_id = $2::uuid AND deleted_at IS NULL) < $7
  RETURNING *
), st AS (
  INSERT INTO subscription_settings (tenant_id, subscription_id, channel, receiver, seller_id, user_id,
    quiet_hours, digest)
  SELECT tenant_id, id, $8, $9, $10, $11, $12::jsonb, $13::jsonb FROM s RETURNING *
)
SELECT ${subscriptionColumns} FROM s CROSS JOIN st`,
    values: [
      subscription.id,
      subscription.tenantId,
      subscription.url,
      subscription.events,
      subscription.description,
      subscription.secretSealed,
      most,
      subscription.channel,
      subscription.receiver,
      subscription.sellerId,
      subscription.userId,
      subscription.quietHours === null ? null : JSON.stringify(subscription.quietHours),
      subscription.digest === null ? null : JSON.stringify(subscription.digest),
    ],
  });
  return rows[0] ?? null;
}

/** @returns the tenant's subscription; null when it has none of that id, or has deleted it */
export async function findSubscription(pool: Pool, tenantId: string, id: string): Promise<Subscription | null> {
  const { rows } = await pool.query<Subscription>({
    name: 'subscription-find',
    text: `SELECT ${subscriptionColumns}
           FROM subscriptions s
           LEFT JOIN subscription_settings st ON st.tenant_id = s.tenant_id AND st.subscription_id = s.id
           WHERE s.tenant_id = $1 AND s.id = $2 AND s.deleted_at IS NULL`,
    values: [tenantId, id],
  });
  return rows[0] ?? null;
}

/** @returns whether a subscription that is enabled names this type of event */
export async function isNamed(pool: Pool, tenantId: string, type: EventType): Promise<boolean> {
  const { rows } = await pool.query<{ named: boolean }>({
    name: 'subscription-names',
    text: `SELECT EXISTS (SELECT FROM subscriptions s
             LEFT JOIN subscription_settings st ON st.tenant_id = s.tenant_id AND st.subscription_id = s.id
             WHERE s.tenant_id = $1 AND s.deleted_at IS NULL AND st.disabled_at IS NULL AND $2 = ANY (s.events)) AS named`,
    values: [tenantId, type],
  });
  return rows[0]?.named ?? false;
}

export interface SubscriptionPage {
  items: Subscription[];
  /** Where the next page begins: pass it as `after`. Null on the last page. */
  after: string | null;
}

/**
 * Reads one page of a tenant's subscriptions, the newest first.
 * @param after `after` of the previous page; null for the first
 * @param limit rows on the page
 */
export async function listSubscriptions(
  pool: Pool,
  tenantId: string,
  after: string | null,
  limit: number,
): Promise<SubscriptionPage> {
  const { rows } = await pool.query<Subscription>({
    name: 'subscription-list',
    text: `SELECT ${subscriptionColumns}
           FROM subscriptions s
           LEFT JOIN subscription_settings st ON st.tenant_id = s.tenant_id AND st.subscription_id = s.id
           WHERE s.tenant_id = $1 AND s.deleted_at IS NULL AND ($2::uuid IS NULL OR s.id < $2)
           ORDER BY s.id DESC LIMIT $3`,
    values: [tenantId, after, limit + 1],
  });
  const items = rows.slice(0, limit);
  return { items, after: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/**
 * Deletes a subscription and, in the same statement, gives up what it is still owed: otherwise notifiers would work for
 * nobody.
 * @returns whether the tenant had it
 */
export async function deleteSubscription(pool: Pick<Pool, 'query'>, tenantId: string, id: string): Promise<boolean> {
  const { rowCount } = await pool.query({
    text: `
WITH gone AS (
  UPDATE subscriptions SET deleted_at = now() WHERE tenant_id = $1 AND id = $2 AND deleted_at IS NULL
  RETURNING tenant_id, id
), given_up AS (
  UPDATE deliveries d SET status = 'dead', due_at = NULL, last_error = 'the subscription was deleted'
  FROM gone WHERE d.tenant_id = gone.tenant_id AND d.subscription_id = gone.id AND d.status = 'pending'
)
SELECT id FROM gone`,
    values: [tenantId, id],
  });
  return rowCount === 1;
}
