import { subscriptionTakes } from './takes';

/** What a statement that owes deliveries returns of each event: `RETURNING ${owedEventColumns}`. */
export const owedEventColumns = 'id, tenant_id, operation_id, sequence, type, payload, created_at';

/** Events of one operation in one statement are one turn. An event of a seller is a turn of its own. */
const turn = 'CASE WHEN st.receiver IS NULL THEN e.id ELSE coalesce(e.operation_id, e.id) END';
const receiver = 'coalesce(st.receiver, s.id::text)';

/** The one row per receiver and turn, as `INSERT`'s source. */
const owedRows = `
  SELECT DISTINCT ON (e.tenant_id, ${receiver}, ${turn})
    e.tenant_id, e.id AS event_id, s.id AS subscription_id, e.created_at,
    coalesce(st.channel, 'webhook') = 'webhook' AND st.quiet_hours IS NULL AND st.digest IS NULL AS goes_at_once
  FROM owed e JOIN subscriptions s ON s.tenant_id = e.tenant_id
  LEFT JOIN subscription_settings st ON st.tenant_id = s.tenant_id AND st.subscription_id = s.id
  WHERE ${subscriptionTakes}
  ORDER BY e.tenant_id, ${receiver}, ${turn}, e.sequence DESC, s.id`;

/**
 * SQL: owes each event of `owed` to whoever takes it. A person gets one message of one turn, about its last event, by
 * whatever subscriptions the address has.
 */
export const owedDeliveries = `
  INSERT INTO deliveries (id, tenant_id, event_id, subscription_id, status, due_at, created_at)
  SELECT gen_random_uuid(), o.tenant_id, o.event_id, o.subscription_id, 'pending', o.created_at, o.created_at
  FROM (${owedRows}) o`;

/**
 * SQL: as `owedDeliveries`, and leases as many as have room, of those that nothing delays. The parameters are those of a
 * `DeliveryRoom`, from the one with this number on, and the seconds of a lease.
 */
export const leasedDeliveries = (first: number): string => `
  INSERT INTO deliveries AS d (id, tenant_id, event_id, subscription_id, status, due_at, created_at, lease_until)
  SELECT gen_random_uuid(), o.tenant_id, o.event_id, o.subscription_id, 'pending', o.created_at, o.created_at,
    CASE WHEN o.place <= $${first}::int THEN clock_timestamp() + make_interval(secs => $${first + 4}) END
  FROM (
    SELECT o.*, CASE WHEN o.has_room THEN row_number() OVER (PARTITION BY o.has_room) END AS place
    FROM (
      SELECT o.*, o.goes_at_once AND coalesce(l.free, $${first + 1}::int)
          >= row_number() OVER (PARTITION BY o.subscription_id, o.goes_at_once) AS has_room
      FROM (${owedRows}) o
      LEFT JOIN unnest($${first + 2}::uuid[], $${first + 3}::int[]) AS l(subscription_id, free)
        ON l.subscription_id = o.subscription_id
    ) o
  ) o
  RETURNING d.id, d.tenant_id, d.event_id, d.subscription_id, d.created_at, d.due_at, d.lease_until`;

/** How long an attempt and its record may take. Nobody else sends the delivery meanwhile. */
export const DELIVERY_LEASE_SECONDS = 30;
