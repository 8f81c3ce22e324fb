import { type PartStatement, mayGo, moveOn, passNow } from './statement';

/** Deliveries that are no longer tried, with their attempts. */
export const deleteDeliveries: PartStatement = {
  name: 'retention-deliveries',
  days: 'deliveriesDays',
  text: `
WITH ${passNow}, looked AS MATERIALIZED (
  SELECT d.tenant_id, d.id, d.created_at FROM deliveries d
  WHERE d.tenant_id = $1 AND d.created_at < $2
    AND (d.created_at, d.id) > ((SELECT place_at FROM pass), (SELECT place_id FROM pass))
  ORDER BY d.created_at, d.id LIMIT $4
), old AS MATERIALIZED (
  SELECT d.tenant_id, d.id FROM looked l JOIN deliveries d ON d.tenant_id = l.tenant_id AND d.id = l.id
  WHERE d.due_at IS NULL AND ${mayGo(
    '(SELECT e.operation_id FROM events e WHERE e.tenant_id = d.tenant_id AND e.id = d.event_id)',
  )}
  FOR UPDATE OF d SKIP LOCKED
), parts AS (
  DELETE FROM digest_parts p USING old WHERE p.tenant_id = old.tenant_id AND p.delivery_id = old.id
), attempts AS (
  DELETE FROM notification_attempts a USING old WHERE a.tenant_id = old.tenant_id AND a.delivery_id = old.id
), answers AS (
  DELETE FROM attempt_answers a USING old WHERE a.tenant_id = old.tenant_id AND a.delivery_id = old.id
), gone AS (
  DELETE FROM deliveries d USING old WHERE d.tenant_id = old.tenant_id AND d.id = old.id RETURNING 1
)
${moveOn('deliveries', 'events', { at: 'created_at', id: 'id', counted: 'deliveries' })}`,
};
