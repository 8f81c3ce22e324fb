import type { Pool } from 'pg';
import type { EventType } from '@adcp-orchestrator/domain';
import type { SubscriptionRow } from '../schema/notification';

export interface NewSubscription {
  id: string;
  tenantId: string;
  url: string;
  /** Empty: every type. */
  events: readonly EventType[];
  description: string | null;
  secretSealed: Buffer;
}

/**
 * Adds a subscription.
 * @param most how many subscriptions a tenant may have; two made at the same instant may exceed it by one
 * @returns null when the tenant has that many already
 */
export async function insertSubscription(
  pool: Pick<Pool, 'query'>,
  subscription: NewSubscription,
  most: number,
): Promise<SubscriptionRow | null> {
  const { rows } = await pool.query<SubscriptionRow>({
    text: `
INSERT INTO subscriptions (id, tenant_id, url, events, description, secret_sealed)
SELECT $1::uuid, $2::uuid, $3, $4::text[], $5, $6
WHERE (SELECT count(*) FROM subscriptions WHERE tenant_id = $2::uuid AND deleted_at IS NULL) < $7
RETURNING *`,
    values: [
      subscription.id,
      subscription.tenantId,
      subscription.url,
      subscription.events,
      subscription.description,
      subscription.secretSealed,
      most,
    ],
  });
  return rows[0] ?? null;
}

/** @returns the tenant's subscription; null when it has none of that id, or has deleted it */
export async function findSubscription(pool: Pool, tenantId: string, id: string): Promise<SubscriptionRow | null> {
  const { rows } = await pool.query<SubscriptionRow>({
    name: 'subscription-find',
    text: 'SELECT * FROM subscriptions WHERE tenant_id = $1 AND id = $2 AND deleted_at IS NULL',
    values: [tenantId, id],
  });
  return rows[0] ?? null;
}

export interface SubscriptionPage {
  items: SubscriptionRow[];
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
  const { rows } = await pool.query<SubscriptionRow>({
    name: 'subscription-list',
    text: `SELECT * FROM subscriptions
           WHERE tenant_id = $1 AND deleted_at IS NULL AND ($2::uuid IS NULL OR id < $2)
           ORDER BY id DESC LIMIT $3`,
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
