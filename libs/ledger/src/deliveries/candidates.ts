import type { Pool } from 'pg';
import type { Channel } from '@adcp-orchestrator/domain';
import { installedHere } from '../restore/installed-here';

/** A due delivery that nobody holds, as it was read. A claim takes it only if it has had no attempt since. */
export interface DeliveryCandidate {
  tenantId: string;
  id: string;
  dueAt: Date;
  attempts: number;
}

/** A subscription with due deliveries. `waiting` is empty when all of them are held. */
export interface DueSubscription {
  tenantId: string;
  id: string;
  channel: Channel;
  /** Deleted or disabled: nothing is sent to it. Why; null when it takes what is due. */
  over: string | null;
  waiting: DeliveryCandidate[];
}

export interface DueSubscriptions {
  subscriptions: DueSubscription[];
  /** The last subscription that was looked at. Null when the look came to the end. */
  walkedTo: string | null;
}

interface CandidateRow {
  tenant_id: string;
  subscription_id: string;
  channel: Channel;
  over: string | null;
  /** Null when everything due of this subscription is held. */
  id: string | null;
  due_at: Date;
  attempts: number;
}

/** How many subscriptions with due deliveries one claim looks at, including those that may get nothing. */
const MAX_SUBSCRIPTIONS = 500;
/** Sorts before every subscription. */
const NO_SUBSCRIPTION = '00000000-0000-0000-0000-000000000000';

/**
 * Reads what a claim may take.
 * @param after looks at subscriptions after this one; null begins with the first
 * @param enough about how many candidates to read in all; each subscription gets at least one
 */
export async function deliveryCandidates(
  pool: Pick<Pool, 'query'>,
  now: Date,
  after: string | null,
  enough: number,
): Promise<DueSubscriptions> {
  // Steps from one subscription to the next by the index. DISTINCT would read every due delivery of a backlog.
  const { rows } = await pool.query<CandidateRow>({
    name: 'delivery-candidates',
    text: `
WITH RECURSIVE due AS (
  (SELECT tenant_id, subscription_id AS id, 1 AS place FROM deliveries
   WHERE ${installedHere} AND due_at <= $1 AND subscription_id > $2
   ORDER BY subscription_id LIMIT 1)
  UNION ALL
  SELECT next.tenant_id, next.subscription_id, due.place + 1 FROM due CROSS JOIN LATERAL (
    SELECT d.tenant_id, d.subscription_id FROM deliveries d WHERE d.due_at <= $1 AND d.subscription_id > due.id
    ORDER BY d.subscription_id LIMIT 1
  ) next WHERE due.place < ${MAX_SUBSCRIPTIONS}
)
SELECT due.tenant_id, due.id AS subscription_id, coalesce(st.channel, 'webhook') AS channel,
  CASE WHEN s.deleted_at IS NOT NULL THEN 'the subscription was deleted'
    WHEN st.disabled_at IS NOT NULL THEN 'the subscription is disabled' END AS over, d.id, d.due_at, d.attempts
FROM (SELECT tenant_id, id, place, count(*) OVER () AS subscriptions FROM due) due
JOIN subscriptions s ON s.tenant_id = due.tenant_id AND s.id = due.id
LEFT JOIN subscription_settings st ON st.tenant_id = due.tenant_id AND st.subscription_id = due.id
LEFT JOIN LATERAL (
  SELECT id, due_at, attempts FROM deliveries d
  WHERE d.tenant_id = due.tenant_id AND d.subscription_id = due.id AND d.due_at <= $1
    AND (d.lease_until IS NULL OR d.lease_until < clock_timestamp())
  ORDER BY d.due_at LIMIT $3::int / due.subscriptions + 1
) d ON true
ORDER BY due.place`,
    values: [now.toISOString(), after ?? NO_SUBSCRIPTION, enough],
  });
  const subscriptions = new Map<string, DueSubscription>();
  for (const { tenant_id: tenantId, subscription_id: id, channel, over, ...delivery } of rows) {
    const subscription = subscriptions.get(id) ?? { tenantId, id, channel, over, waiting: [] };
    subscriptions.set(id, subscription);
    if (delivery.id === null) continue;
    subscription.waiting.push({ tenantId, id: delivery.id, dueAt: delivery.due_at, attempts: delivery.attempts });
  }
  return {
    subscriptions: [...subscriptions.values()],
    walkedTo: subscriptions.size === MAX_SUBSCRIPTIONS ? (rows.at(-1)?.subscription_id ?? null) : null,
  };
}
