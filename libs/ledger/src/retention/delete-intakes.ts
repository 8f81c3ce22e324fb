import { furthest } from './delete-events';
import { type PartStatement, mayGo, moveOn, passNow } from './statement';

/** The places of intakes among the events. The operations themselves stay. */
export const deleteIntakes: PartStatement = {
  name: 'retention-intakes',
  days: 'eventsDays',
  text: `
WITH ${passNow}, looked AS MATERIALIZED (
  SELECT i.tenant_id, i.operation_id FROM intake_events i
  WHERE i.tenant_id = $1 AND i.operation_id < $3 AND i.operation_id > (SELECT place_id FROM pass)
  ORDER BY i.operation_id LIMIT $4
), gone AS (
  DELETE FROM intake_events i USING looked l
  WHERE i.tenant_id = l.tenant_id AND i.operation_id = l.operation_id AND ${mayGo('i.operation_id')}
  RETURNING i.epoch, i.transaction_id, i.operation_id AS id
)
${moveOn('intakes', 'operations', { at: 'NULL::timestamptz', id: 'operation_id', counted: null, more: furthest('gone') })}`,
};
