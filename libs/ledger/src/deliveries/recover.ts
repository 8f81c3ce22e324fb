import type { PoolClient } from 'pg';
import { subscriptionTakes } from './takes';

export interface Recovery {
  /** How many deliveries are owed again. */
  owed: number;
  /** Where to go on: more events came later than those that were looked at. Null: all were looked at. */
  nextSince: Date | null;
}

/** How many events one call looks at. */
const MAX_EVENTS = 5_000;

/**
 * Owes a subscription again what it has missed: what came while it was disabled or not made yet, and what was given up.
 * What a digest carried that was given up counts as given up. What was delivered, or is still tried, stays as it is. So a repetition owes nothing twice.
 * @param since looks at events from this time on; their ids are ordered by time
 */
export async function recover(
  client: Pick<PoolClient, 'query'>,
  tenantId: string,
  subscriptionId: string,
  since: Date,
  now: Date,
): Promise<Recovery> {
  const { rows } = await client.query<{ owed: number; looked: number; last: string | null }>({
    text: `
WITH looked AS MATERIALIZED (
  SELECT e.tenant_id, e.id, e.operation_id, e.sequence, e.type, e.payload, e.created_at
  FROM events e WHERE e.tenant_id = $1 AND e.id >= $3 ORDER BY e.id LIMIT ${MAX_EVENTS}
), wanted AS (
  -- As the gate owes it: a person gets one message of one turn, about its last event.
  SELECT DISTINCT ON (CASE WHEN st.receiver IS NULL THEN e.id ELSE coalesce(e.operation_id, e.id) END,
    CASE WHEN st.receiver IS NULL THEN NULL ELSE e.created_at END) e.tenant_id, e.id
  FROM looked e
  JOIN subscriptions s ON s.tenant_id = e.tenant_id AND s.id = $2
  LEFT JOIN subscription_settings st ON st.tenant_id = s.tenant_id AND st.subscription_id = s.id
  WHERE ${subscriptionTakes}
  ORDER BY CASE WHEN st.receiver IS NULL THEN e.id ELSE coalesce(e.operation_id, e.id) END,
    CASE WHEN st.receiver IS NULL THEN NULL ELSE e.created_at END, e.sequence DESC
), owed AS (
  INSERT INTO deliveries (id, tenant_id, event_id, subscription_id, status, due_at, created_at)
  SELECT gen_random_uuid(), w.tenant_id, w.id, $2, 'pending', $4, $4 FROM wanted w
  ON CONFLICT (tenant_id, event_id, subscription_id) DO UPDATE SET status = 'pending', due_at = EXCLUDED.due_at,
    attempts_before_run = deliveries.attempts
  WHERE deliveries.status = 'dead' OR (deliveries.status = 'gathered' AND EXISTS (
    SELECT FROM digest_parts p JOIN deliveries g ON g.tenant_id = p.tenant_id AND g.id = p.digest_id AND g.status = 'dead'
    WHERE p.tenant_id = deliveries.tenant_id AND p.delivery_id = deliveries.id))
  RETURNING id
)
SELECT (SELECT count(*) FROM owed)::int AS owed, (SELECT count(*) FROM looked)::int AS looked,
  (SELECT id FROM looked ORDER BY id DESC LIMIT 1) AS last`,
    values: [tenantId, subscriptionId, firstIdOf(since), now.toISOString()],
  });
  const { owed = 0, looked = 0, last = null } = rows[0] ?? {};
  return { owed, nextSince: looked < MAX_EVENTS || last === null ? null : timeOf(last) };
}

/** The first id that an event of this millisecond may have (RFC 9562, version 7: the time comes first). */
function firstIdOf(at: Date): string {
  const hex = Math.max(0, at.getTime()).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

function timeOf(id: string): Date {
  return new Date(parseInt(id.replaceAll('-', '').slice(0, 12), 16));
}
