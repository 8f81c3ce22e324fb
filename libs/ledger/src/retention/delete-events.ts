import { type PartStatement, mayGo, moveOn, passNow } from './statement';

/**
 * Events of which no delivery is left. Ids begin with their time, so the oldest stand at the start of the tenant's key.
 * The furthest place that was deleted is kept: a reader who resumes before it has missed something, and is told.
 */
export const deleteEvents: PartStatement = {
  name: 'retention-events',
  days: 'eventsDays',
  text: `
WITH ${passNow}, looked AS MATERIALIZED (
  SELECT e.tenant_id, e.id, e.created_at FROM events e
  WHERE e.tenant_id = $1 AND e.id < $3 AND e.id > (SELECT place_id FROM pass)
  ORDER BY e.id LIMIT $4
), old AS MATERIALIZED (
  SELECT e.tenant_id, e.id FROM looked l JOIN events e ON e.tenant_id = l.tenant_id AND e.id = l.id
  WHERE e.created_at < $2
    AND NOT EXISTS (SELECT FROM deliveries d WHERE d.tenant_id = e.tenant_id AND d.event_id = e.id)
    AND ${mayGo('e.operation_id')}
  FOR UPDATE OF e SKIP LOCKED
), gone AS (
  DELETE FROM events e USING old WHERE e.tenant_id = old.tenant_id AND e.id = old.id
  RETURNING e.epoch, e.transaction_id, e.id
)
${moveOn('events', 'intakes', { at: 'NULL::timestamptz', id: 'id', counted: 'events', more: furthest('gone') })}`,
};

/** SQL: the furthest place that was deleted, of those of before and those of this batch. */
export function furthest(gone: string): string {
  const place = `SELECT g.epoch, g.transaction_id, g.id FROM ${gone} g UNION ALL
      SELECT p.gone_epoch, p.gone_transaction_id, p.gone_id WHERE p.gone_id IS NOT NULL
      ORDER BY 1 DESC, 2 DESC, 3 DESC LIMIT 1`;
  return `(gone_epoch, gone_transaction_id, gone_id) = (${place}),`;
}
