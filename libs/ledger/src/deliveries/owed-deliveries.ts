import { subscriptionTakes } from './takes';

/** What a statement that owes deliveries returns of each event: `RETURNING ${owedEventColumns}`. */
export const owedEventColumns = 'id, tenant_id, operation_id, sequence, type, payload, created_at';

/** Events of one operation in one statement are one turn. An event of a seller is a turn of its own. */
const turn = 'CASE WHEN st.receiver IS NULL THEN e.id ELSE coalesce(e.operation_id, e.id) END';
const receiver = 'coalesce(st.receiver, s.id::text)';

/**
 * SQL: owes each event of `owed` to whoever takes it. A person gets one message of one turn, about its last event, by
 * whatever subscriptions the address has.
 */
export const owedDeliveries = `
  INSERT INTO deliveries (id, tenant_id, event_id, subscription_id, status, due_at, created_at)
  SELECT DISTINCT ON (e.tenant_id, ${receiver}, ${turn})
    gen_random_uuid(), e.tenant_id, e.id, s.id, 'pending', e.created_at, e.created_at
  FROM owed e JOIN subscriptions s ON s.tenant_id = e.tenant_id
  LEFT JOIN subscription_settings st ON st.tenant_id = s.tenant_id AND st.subscription_id = s.id
  WHERE ${subscriptionTakes}
  ORDER BY e.tenant_id, ${receiver}, ${turn}, e.sequence DESC, s.id`;
