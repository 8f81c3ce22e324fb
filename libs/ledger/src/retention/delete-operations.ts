import { FOLLOW_DAYS, statusesOfKind } from '@adcp-orchestrator/domain';
import { type PartStatement, mayGo, moveOn, passNow } from './statement';

const settled = statusesOfKind('settled')
  .map((status) => `'${status}'`)
  .join(', ');

/**
 * Operations that have settled, and in which nothing has changed since then, with everything that is theirs. These stay:
 *
 * - what needs a person, or is due for anything, or is under a live lease;
 * - one that has an event left: somebody is still owed a notification, or may read it;
 * - one that another operation repeats: the repetition goes first;
 * - one whose media buy is still followed, or may still be warned of, for as long as a buy is followed at most: some
 *   sellers name deadlines for creatives of a far year.
 *
 * The media buy goes with the create that booked it. Its number and key are free from then on.
 */
export const deleteOperations: PartStatement = {
  name: 'retention-operations',
  days: 'operationsDays',
  text: `
WITH ${passNow}, looked AS MATERIALIZED (
  SELECT o.tenant_id, o.id, o.settled_at FROM operations o
  WHERE o.tenant_id = $1 AND o.settled_at < $2
    AND (o.settled_at, o.id) > ((SELECT place_at FROM pass), (SELECT place_id FROM pass))
  ORDER BY o.settled_at, o.id LIMIT $4
), old AS MATERIALIZED (
  SELECT o.tenant_id, o.id, o.seller_id, o.outcome->>'mediaBuyId' AS media_buy_id
  FROM looked l JOIN operations o ON o.tenant_id = l.tenant_id AND o.id = l.id
  WHERE o.status IN (${settled}) AND o.updated_at < $2 AND o.status_since < $2
    AND o.attention_reason IS NULL AND o.due_at IS NULL AND o.id < $3
    AND coalesce(o.lease_until < clock_timestamp(), true)
    AND NOT EXISTS (SELECT FROM events e WHERE e.tenant_id = o.tenant_id AND e.operation_id = o.id)
    AND NOT EXISTS (SELECT FROM intake_events i WHERE i.tenant_id = o.tenant_id AND i.operation_id = o.id)
    AND NOT EXISTS (SELECT FROM operations r WHERE r.tenant_id = o.tenant_id AND r.retry_of = o.id)
    AND NOT EXISTS (SELECT FROM media_buys m WHERE m.tenant_id = o.tenant_id AND m.seller_id = o.seller_id
      AND m.media_buy_id = o.outcome->>'mediaBuyId' AND m.operation_id = o.id
      AND (m.due_at IS NOT NULL OR m.creatives_warn_at IS NOT NULL)
      AND m.created_at > $6::timestamptz - interval '${FOLLOW_DAYS} days')
    AND ${mayGo('o.id')}
  FOR UPDATE OF o SKIP LOCKED
), entries AS (
  DELETE FROM timeline t USING old WHERE t.tenant_id = old.tenant_id AND t.operation_id = old.id
), words AS (
  DELETE FROM operation_search w USING old WHERE w.tenant_id = old.tenant_id AND w.operation_id = old.id
), later_words AS (
  DELETE FROM operation_search_later w USING old WHERE w.tenant_id = old.tenant_id AND w.operation_id = old.id
), former AS (
  DELETE FROM former_tasks f USING old WHERE f.tenant_id = old.tenant_id AND f.operation_id = old.id
), orphans AS (
  DELETE FROM seller_orphans s USING old WHERE s.tenant_id = old.tenant_id AND s.operation_id = old.id
), buys AS (
  DELETE FROM media_buys m USING old WHERE m.tenant_id = old.tenant_id AND m.seller_id = old.seller_id
    AND m.media_buy_id = old.media_buy_id AND m.operation_id = old.id
), gone AS (
  DELETE FROM operations o USING old WHERE o.tenant_id = old.tenant_id AND o.id = old.id RETURNING 1
)
${moveOn('operations', 'done', { at: 'settled_at', id: 'id', counted: 'operations', more: 'operations_before = $2,' })}`,
};
