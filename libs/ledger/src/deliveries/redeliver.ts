import type { Pool } from 'pg';
import { type DeliveryWithEvent, deliveryColumns } from './read-deliveries';

export type Redelivery =
  | { outcome: 'due'; delivery: DeliveryWithEvent }
  | { outcome: 'unknown' }
  /** Its subscription was deleted: nobody would receive it. */
  | { outcome: 'unsubscribed' }
  /** Its subscription is disabled. */
  | { outcome: 'disabled' };

/**
 * Makes a delivery due now, whatever became of it before, with a whole new run of retries. Its event stays the same,
 * and so does the id by which receivers drop duplicates. If it is being sent at this moment, its sender keeps it until
 * the attempt or the lease ends. If that attempt fails, the new `due_at` stays: `afterAttempt` sees that it has
 * changed. `attempts_before_run` becomes at least 1: that says that a person asked, so neither quiet hours nor a digest hold
 * back what was never tried.
 */
export async function redeliver(
  pool: Pick<Pool, 'query'>,
  tenantId: string,
  id: string,
  now: Date,
): Promise<Redelivery> {
  const { rows } = await pool.query<DeliveryWithEvent & { subscribed: boolean; enabled: boolean }>({
    text: `
WITH wanted AS (
  SELECT d.tenant_id, d.id, s.deleted_at IS NULL AS subscribed, st.disabled_at IS NULL AS enabled
  FROM deliveries d JOIN subscriptions s ON s.tenant_id = d.tenant_id AND s.id = d.subscription_id
  LEFT JOIN subscription_settings st ON st.tenant_id = d.tenant_id AND st.subscription_id = d.subscription_id
  WHERE d.tenant_id = $1 AND d.id = $2
), due AS (
  UPDATE deliveries d SET status = 'pending', due_at = $3, delivered_at = NULL,
    attempts_before_run = greatest(d.attempts, 1)
  FROM wanted WHERE d.tenant_id = wanted.tenant_id AND d.id = wanted.id AND wanted.subscribed AND wanted.enabled
  RETURNING d.*
)
SELECT ${deliveryColumns}, wanted.subscribed, wanted.enabled
FROM wanted
JOIN LATERAL (
  SELECT * FROM due UNION ALL
  SELECT * FROM deliveries old
  WHERE old.tenant_id = wanted.tenant_id AND old.id = wanted.id AND NOT (wanted.subscribed AND wanted.enabled)
) d ON true
JOIN events e ON e.tenant_id = d.tenant_id AND e.id = d.event_id`,
    values: [tenantId, id, now.toISOString()],
  });
  const [row] = rows;
  if (row === undefined) return { outcome: 'unknown' };
  const { subscribed, enabled, ...delivery } = row;
  if (!subscribed) return { outcome: 'unsubscribed' };
  return enabled ? { outcome: 'due', delivery } : { outcome: 'disabled' };
}
