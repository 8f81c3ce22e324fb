import type { Pool } from 'pg';
import type { EventType, JsonObject } from '@adcp-orchestrator/domain';

export interface DeliveryClaimOptions {
  /** Most deliveries that are claimed: never more than there are free permits for. */
  limit: number;
  /** Most that one subscription may have in this process, what it has now included. */
  perSubscription: number;
  /** How many each subscription has in this process now. */
  busy: ReadonlyMap<string, number>;
  /** Subscriptions whose receiver failed last time: one at a time, and only so many of them together. */
  failing: ReadonlySet<string>;
  failingLimit: number;
  leaseSeconds: number;
  now: Date;
  /** Subscriptions after this one are looked at: `walkedTo` of the claim before; null begins with the first. */
  after: string | null;
}

export interface DeliveryClaim {
  deliveries: ClaimedDelivery[];
  /** The subscription that the look ended at; null when it came to the last one that has something due. */
  walkedTo: string | null;
}

/** One notification to send now; nobody else sends it until the lease ends. */
export interface ClaimedDelivery {
  id: string;
  tenantId: string;
  /** Stays the same over retries and redeliveries: receivers drop duplicates by it. */
  eventId: string;
  eventType: EventType;
  operationId: string;
  payload: JsonObject;
  subscriptionId: string;
  url: string;
  /** Context `subscription/<id>/secret`. */
  secretSealed: Buffer;
  /** Attempts before this one since the delivery was owed, or a person last asked for it again. */
  attemptsInRun: number;
  /** Proves, when the attempt is recorded, that the delivery was not taken over meanwhile. */
  leaseToken: string;
  /** Tells, when the attempt is recorded, whether a person asked for the delivery again meanwhile. */
  dueToken: string;
}

interface ClaimedRow {
  walked_to: string | null;
  id: string;
  tenant_id: string;
  event_id: string;
  event_type: EventType;
  operation_id: string;
  payload: JsonObject;
  subscription_id: string;
  url: string;
  secret_sealed: Buffer;
  attempts_in_run: number;
  lease_token: string;
  due_token: string;
}

/** Subscriptions with due deliveries that one claim looks at, those that may have nothing claimed included. */
const MAX_SUBSCRIPTIONS = 500;
/** Before every subscription. */
const NO_SUBSCRIPTION = '00000000-0000-0000-0000-000000000000';

/**
 * Claims due deliveries. Fair between subscriptions: every subscription's first due one comes before any other's
 * second, and those whose receiver is failing share a small part, so that they do not hold back the others.
 * What is still owed to a deleted subscription is given up on the way. Claim after claim the look goes on where it ended,
 * so that no number of subscriptions from which nothing may be claimed hides the others.
 */
export async function claimDueDeliveries(pool: Pool, options: DeliveryClaimOptions): Promise<DeliveryClaim> {
  const { rows } = await pool.query<ClaimedRow | { walked_to: string | null; id: null }>({
    name: 'delivery-claim',
    text: `
WITH RECURSIVE subscribed AS (
  (SELECT subscription_id AS id, 1 AS place FROM deliveries WHERE due_at <= $1 AND subscription_id > $8
   ORDER BY subscription_id LIMIT 1)
  UNION ALL
  SELECT next.subscription_id, s.place + 1 FROM subscribed s CROSS JOIN LATERAL (
    SELECT d.subscription_id FROM deliveries d WHERE d.due_at <= $1 AND d.subscription_id > s.id
    ORDER BY d.subscription_id LIMIT 1
  ) next WHERE s.place < ${MAX_SUBSCRIPTIONS}
), allowed AS MATERIALIZED (
  SELECT s.id, p.deleted_at, coalesce(b.sending, 0) AS sending, f.id IS NOT NULL AS failing,
    CASE WHEN f.id IS NULL THEN $3 ELSE 1 END - coalesce(b.sending, 0) AS allowance
  FROM subscribed s
  JOIN subscriptions p ON p.id = s.id
  LEFT JOIN (SELECT key::uuid AS id, value::int AS sending FROM jsonb_each_text($4::jsonb)) b ON b.id = s.id
  LEFT JOIN (SELECT DISTINCT unnest($5::uuid[]) AS id) f ON f.id = s.id
), due AS MATERIALIZED (
  SELECT d.id, d.place + a.sending AS place, d.due_at, a.failing,
    row_number() OVER (PARTITION BY a.failing ORDER BY d.place + a.sending, d.due_at) AS turn
  FROM allowed a CROSS JOIN LATERAL (
    SELECT d.id, d.due_at, row_number() OVER (ORDER BY d.due_at) AS place FROM deliveries d
    WHERE d.subscription_id = a.id AND d.due_at <= $1 AND (d.lease_until IS NULL OR d.lease_until < clock_timestamp())
    ORDER BY d.due_at LIMIT greatest(a.allowance, 0)
  ) d
  WHERE a.deleted_at IS NULL
), given_up AS (
  UPDATE deliveries d SET status = 'dead', due_at = NULL, last_error = 'the subscription was deleted'
  FROM allowed a WHERE d.subscription_id = a.id AND a.deleted_at IS NOT NULL AND d.due_at IS NOT NULL
    AND (d.lease_until IS NULL OR d.lease_until < clock_timestamp())
), picked AS MATERIALIZED (
  SELECT found.id FROM (SELECT id FROM due WHERE NOT failing OR turn <= $6 ORDER BY place, due_at LIMIT $2) chosen
  CROSS JOIN LATERAL (
    SELECT d.id FROM deliveries d
    WHERE d.id = chosen.id AND d.status = 'pending' AND coalesce(d.due_at, 'infinity') <= $1
      AND (d.lease_until IS NULL OR d.lease_until < clock_timestamp())
    FOR UPDATE SKIP LOCKED
  ) found
), claimed AS (
  UPDATE deliveries d SET lease_until = clock_timestamp() + make_interval(secs => $7)
  FROM picked WHERE d.id = picked.id
  RETURNING d.*
)
SELECT walk.walked_to, c.id, c.tenant_id, c.event_id, e.type AS event_type, e.operation_id, e.payload, c.subscription_id, s.url,
  s.secret_sealed, c.attempts - c.attempts_before_run AS attempts_in_run, c.lease_until::text AS lease_token,
  c.due_at::text AS due_token
FROM (SELECT (SELECT id FROM subscribed WHERE place = ${MAX_SUBSCRIPTIONS}) AS walked_to) walk
LEFT JOIN (claimed c JOIN events e ON e.id = c.event_id JOIN subscriptions s ON s.id = c.subscription_id) ON true
ORDER BY c.due_at`,
    values: [
      options.now.toISOString(),
      options.limit,
      options.perSubscription,
      JSON.stringify(Object.fromEntries(options.busy)),
      [...options.failing],
      options.failingLimit,
      options.leaseSeconds,
      options.after ?? NO_SUBSCRIPTION,
    ],
  });
  return {
    deliveries: rows.filter((row) => row.id !== null).map(deliveryOf),
    walkedTo: rows[0]?.walked_to ?? null,
  };
}

function deliveryOf(row: ClaimedRow): ClaimedDelivery {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    eventId: row.event_id,
    eventType: row.event_type,
    operationId: row.operation_id,
    payload: row.payload,
    subscriptionId: row.subscription_id,
    url: row.url,
    secretSealed: row.secret_sealed,
    attemptsInRun: row.attempts_in_run,
    leaseToken: row.lease_token,
    dueToken: row.due_token,
  };
}
