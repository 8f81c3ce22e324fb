import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { DIGEST_EVENT, type Digest, type JsonObject, sentByThemselves } from '@adcp-orchestrator/domain';
import { inTransaction } from '../database/transaction';
import { type Gathered, digestPayload } from './digest-payload';

/** So many events go into one digest. What is left goes into the next one, which follows at once. */
const MAX_GATHERED = 10_000;
/** So many operations are named in one. */
const MAX_NAMED = 25;

/**
 * Gathers what is due of a subscription into one digest, which is owed as an event of its own: its delivery is tried,
 * repeated and shown as any other. One transaction does it all, so a crash leaves either the deliveries or the digest.
 * The row of the subscription is locked, so two replicas at the same moment make one digest. Leases are not looked at:
 * a lease on such a delivery only says that somebody is about to gather it.
 * @returns whether there was anything to gather
 */
export function gatherDigest(
  pool: Pool,
  { tenantId, subscriptionId, digest }: { tenantId: string; subscriptionId: string; digest: Digest },
  now: Date,
): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    const { rowCount } = await client.query({
      text: 'SELECT FROM subscriptions s WHERE s.tenant_id = $1 AND s.id = $2 AND s.deleted_at IS NULL FOR NO KEY UPDATE',
      values: [tenantId, subscriptionId],
    });
    if (rowCount === 0) return false;
    const [deliveryId, eventId] = [uuidv7(), uuidv7()];
    const { rows } = await client.query<Gathered>({
      name: 'digest-gather',
      text: gather,
      values: [tenantId, subscriptionId, now.toISOString(), sentByThemselves(digest), deliveryId],
    });
    if (rows.length === 0) return false;
    const payload: JsonObject = digestPayload({ eventId, subscriptionId, now }, rows);
    await client.query({
      name: 'digest-owe',
      text: `
WITH digest AS (
  INSERT INTO events (id, tenant_id, operation_id, sequence, type, payload, created_at)
  VALUES ($1, $2, NULL, 0, '${DIGEST_EVENT}', $3::jsonb, $4)
)
INSERT INTO deliveries (id, tenant_id, event_id, subscription_id, status, due_at, created_at)
VALUES ($5, $2, $1, $6, 'pending', $4, $4)`,
      values: [eventId, tenantId, JSON.stringify(payload), now.toISOString(), deliveryId, subscriptionId],
    });
    return true;
  });
}

/**
 * Of an operation the digest tells the last event. First comes what needs a person, then what is under way, then what has
 * ended; within these, the oldest first.
 */
const gather = `
WITH due AS MATERIALIZED (
  SELECT d.tenant_id, d.id FROM deliveries d
  WHERE d.tenant_id = $1 AND d.subscription_id = $2 AND d.status = 'pending' AND d.due_at <= $3 AND d.attempts_before_run = 0
    AND NOT EXISTS (SELECT FROM events e WHERE e.tenant_id = d.tenant_id AND e.id = d.event_id
      AND (e.type = ANY ($4::text[]) OR e.type = '${DIGEST_EVENT}'))
  ORDER BY d.due_at, d.id LIMIT ${MAX_GATHERED} FOR UPDATE OF d
), gathered AS (
  UPDATE deliveries d SET status = 'gathered', due_at = NULL, lease_until = NULL
  FROM due WHERE d.tenant_id = due.tenant_id AND d.id = due.id RETURNING d.tenant_id, d.id, d.event_id
), parts AS (
  INSERT INTO digest_parts (tenant_id, delivery_id, digest_id) SELECT g.tenant_id, g.id, $5 FROM gathered g
  ON CONFLICT (tenant_id, delivery_id) DO UPDATE SET digest_id = EXCLUDED.digest_id
), told AS (
  SELECT DISTINCT ON (coalesce(e.operation_id, e.id)) e.tenant_id, e.type, e.payload, e.created_at,
    count(*) OVER whole AS events, min(e.created_at) OVER whole AS since,
    CASE WHEN e.type = 'seller.credential_refused' OR e.payload #>> '{operation,attention}' IS NOT NULL
        OR e.payload #>> '{operation,waiting_for}' = 'desk' THEN 'needs_you'
      WHEN e.operation_id IS NULL OR e.payload #>> '{operation,waiting_for}' IS NOT NULL THEN 'under_way'
      ELSE 'ended' END AS part
  FROM gathered g JOIN events e ON e.tenant_id = g.tenant_id AND e.id = g.event_id
  WINDOW whole AS (PARTITION BY coalesce(e.operation_id, e.id))
  ORDER BY coalesce(e.operation_id, e.id), e.created_at DESC, e.sequence DESC
)
SELECT t.type, t.payload, t.events::int, t.part, s.name AS seller_name,
  (sum(t.events) OVER ())::int AS all_events, min(t.since) OVER () AS since,
  (count(*) FILTER (WHERE t.part = 'needs_you') OVER ())::int AS needs_you,
  (count(*) FILTER (WHERE t.part = 'under_way') OVER ())::int AS under_way,
  (count(*) FILTER (WHERE t.part = 'ended') OVER ())::int AS ended
FROM told t LEFT JOIN sellers s ON s.tenant_id = t.tenant_id
  AND s.id = coalesce(t.payload -> 'operation' ->> 'seller_id', t.payload ->> 'seller_id')
ORDER BY array_position(ARRAY['needs_you', 'under_way', 'ended'], t.part), t.created_at LIMIT ${MAX_NAMED}`;
