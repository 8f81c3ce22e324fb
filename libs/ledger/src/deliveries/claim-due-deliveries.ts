import type { Pool } from 'pg';
import {
  type Channel,
  type DeliveryState,
  type Digest,
  type DigestEvent,
  type EventType,
  type JsonObject,
  type QuietHours,
  type SubscriptionWithWork,
  shareDeliveries,
} from '@adcp-orchestrator/domain';
import { type DeliveryCandidate, type DueSubscription, deliveryCandidates } from './candidates';
import { type DeliveryStateRow, deliveryStateColumns, deliveryStateOf } from './delivery-state';
import { installedHere } from '../restore/installed-here';

export interface DeliveryClaimOptions {
  /** How many deliveries to claim at most: the free permits. */
  limit: number;
  /** How many deliveries one subscription may have in this process, including those it has now. */
  perSubscription: number;
  /** How many each subscription has in this process now. */
  busy: ReadonlyMap<string, number>;
  /**
   * Subscriptions whose last attempt failed. Each gets one delivery at a time, and all together at most `failingLimit`.
   */
  failing: ReadonlySet<string>;
  failingLimit: number;
  /** How many more deliveries each channel may have in this process. An absent one has no limit of its own. */
  forChannel: Readonly<Partial<Record<Channel, number>>>;
  leaseSeconds: number;
  now: Date;
  /** Looks at subscriptions after this one: `walkedTo` of the previous claim. Null begins with the first. */
  after: string | null;
}

export interface DeliveryClaim {
  deliveries: ClaimedDelivery[];
  /** The last subscription that was looked at. Null when the look came to the end. */
  walkedTo: string | null;
  /** Due rows were seen that this claim has not taken. */
  leftRows: boolean;
}

/** One notification to send now. Nobody else sends it until the lease ends. */
export interface ClaimedDelivery {
  id: string;
  tenantId: string;
  /** Stays the same over retries and redeliveries, so that receivers can drop duplicates by it. */
  eventId: string;
  eventType: EventType | DigestEvent;
  /** Null for an event of a seller. */
  operationId: string | null;
  payload: JsonObject;
  subscriptionId: string;
  channel: Channel;
  url: string;
  /**
   * What the channel needs and nobody may read: a webhook's signing secret, a mail address, a chat's URL. Context
   * `subscription/<id>/secret`.
   */
  secretSealed: Buffer;
  /** The signing secret from before a rotation, while both sign. */
  previousSecretSealed: Buffer | null;
  /** The seller's name, for messages that people read. Null when the seller is gone, and for webhooks. */
  sellerName: string | null;
  /** When the subscriber wants to hear nothing. */
  quietHours: QuietHours | null;
  /** How the subscriber wants to hear of many turns at once; null: of each by itself. */
  digest: Digest | null;
  /** Since when it is owed. */
  createdAt: Date;
  /** A claim before this one was not finished: its lease ran out. */
  wasLeased: boolean;
  /** The delivery as it was claimed. When the attempt is recorded, the difference shows what has happened meanwhile. */
  claimed: DeliveryState;
}

interface ClaimedRow extends DeliveryStateRow {
  tenant_id: string;
  event_id: string;
  event_type: EventType | DigestEvent;
  created_at: Date;
  was_leased: boolean;
  operation_id: string | null;
  payload: JsonObject;
  subscription_id: string;
  channel: Channel;
  url: string;
  secret_sealed: Buffer;
  previous_secret_sealed: Buffer | null;
  seller_name: string | null;
  quiet_hours: QuietHours | null;
  digest: Digest | null;
}

/** How often one claim looks at candidates. A claim that has lost all of them to other replicas looks once more. */
const MAX_LOOKS = 2;

/**
 * Claims due deliveries. It reads candidates, shares the permits between their subscriptions, and takes what each got.
 * On the way it gives up what is still owed to deleted and disabled subscriptions. Each claim looks on where the previous one ended:
 * otherwise 500 subscriptions that may get nothing would hide all others.
 * @returns what was claimed, and where the next claim begins
 */
export async function claimDueDeliveries(pool: Pool, options: DeliveryClaimOptions): Promise<DeliveryClaim> {
  for (let look = 1; ; look += 1) {
    // Reads twice as many as it takes, because some subscriptions have no room.
    const { subscriptions, walkedTo } = await deliveryCandidates(pool, options.now, options.after, 2 * options.limit);
    const ended = subscriptions.filter(({ over }) => over !== null);
    if (ended.length > 0) await giveUp(pool, ended);
    const parties = subscriptions.filter(({ over }) => over === null).map((each) => partyOf(each, options));
    const shared = shareDeliveries(parties, {
      free: options.limit,
      forFailing: options.failingLimit,
      forChannel: options.forChannel,
    });
    const deliveries = shared.length === 0 ? [] : await take(pool, shared, options);
    const lostAll = shared.length > 0 && deliveries.length === 0;
    const seen = parties.reduce((sum, { waiting }) => sum + waiting.length, 0);
    if (!lostAll || look === MAX_LOOKS) return { deliveries, walkedTo, leftRows: seen > deliveries.length };
  }
}

function partyOf(
  { id, channel, waiting }: DueSubscription,
  options: DeliveryClaimOptions,
): SubscriptionWithWork<DeliveryCandidate> {
  const busy = options.busy.get(id) ?? 0;
  return { channel, busy, room: options.perSubscription - busy, isFailing: options.failing.has(id), waiting };
}

async function giveUp(pool: Pool, subscriptions: readonly DueSubscription[]): Promise<void> {
  await pool.query({
    name: 'delivery-give-up',
    text: `UPDATE deliveries d SET status = 'dead', due_at = NULL, last_error = s.over
           FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS s(tenant_id, id, over)
           WHERE d.tenant_id = s.tenant_id AND d.subscription_id = s.id AND d.due_at IS NOT NULL
             AND (d.lease_until IS NULL OR d.lease_until < clock_timestamp())`,
    values: [
      subscriptions.map(({ tenantId }) => tenantId),
      subscriptions.map(({ id }) => id),
      subscriptions.map(({ over }) => over),
    ],
  });
}

/**
 * Takes the candidates that are still due, have had no attempt since, and are held by nobody. It waits for nobody: a
 * locked row is being claimed or recorded. The condition on `due_at` is written so that only the index of the ids can
 * serve it; `leases/claim.ts` has the reason and the number.
 */
async function take(
  pool: Pool,
  candidates: readonly DeliveryCandidate[],
  options: DeliveryClaimOptions,
): Promise<ClaimedDelivery[]> {
  const { rows } = await pool.query<ClaimedRow>({
    name: 'delivery-claim',
    text: `
WITH locked AS (
  SELECT d.tenant_id, d.id, d.lease_until IS NOT NULL AS was_leased
  FROM unnest($1::uuid[], $2::uuid[], $3::int[]) AS i(tenant_id, id, attempts)
  JOIN deliveries d ON d.tenant_id = i.tenant_id AND d.id = i.id AND d.attempts = i.attempts
  WHERE ${installedHere} AND d.status = 'pending' AND coalesce(d.due_at, 'infinity') <= $4
    AND (d.lease_until IS NULL OR d.lease_until < clock_timestamp())
  FOR UPDATE OF d SKIP LOCKED
), claimed AS (
  UPDATE deliveries d SET lease_until = clock_timestamp() + make_interval(secs => $5)
  FROM locked l WHERE d.tenant_id = l.tenant_id AND d.id = l.id RETURNING d.*, l.was_leased
)
SELECT ${deliveryStateColumns}, d.tenant_id, d.event_id, d.created_at, d.was_leased, e.type AS event_type, e.operation_id, e.payload,
  d.subscription_id, coalesce(st.channel, 'webhook') AS channel, s.url, s.secret_sealed,
  CASE WHEN st.previous_secret_until > $4 THEN st.previous_secret_sealed END AS previous_secret_sealed, se.name AS seller_name,
  st.quiet_hours, st.digest
FROM claimed d JOIN events e ON e.tenant_id = d.tenant_id AND e.id = d.event_id
JOIN subscriptions s ON s.tenant_id = d.tenant_id AND s.id = d.subscription_id
LEFT JOIN subscription_settings st ON st.tenant_id = d.tenant_id AND st.subscription_id = d.subscription_id
LEFT JOIN sellers se ON se.tenant_id = d.tenant_id AND st.channel <> 'webhook'
  AND se.id = coalesce(e.payload -> 'operation' ->> 'seller_id', e.payload ->> 'seller_id')
ORDER BY d.due_at`,
    values: [
      candidates.map(({ tenantId }) => tenantId),
      candidates.map(({ id }) => id),
      candidates.map(({ attempts }) => attempts),
      options.now.toISOString(),
      options.leaseSeconds,
    ],
  });
  return rows.map((row) => ({
    id: row.id,
    tenantId: row.tenant_id,
    eventId: row.event_id,
    eventType: row.event_type,
    operationId: row.operation_id,
    payload: row.payload,
    subscriptionId: row.subscription_id,
    channel: row.channel,
    url: row.url,
    secretSealed: row.secret_sealed,
    previousSecretSealed: row.previous_secret_sealed,
    sellerName: row.seller_name,
    quietHours: row.quiet_hours,
    digest: row.digest,
    createdAt: row.created_at,
    wasLeased: row.was_leased,
    claimed: deliveryStateOf(row),
  }));
}
