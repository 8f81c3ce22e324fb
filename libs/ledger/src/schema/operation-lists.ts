import type { EntitySchemaIndexOptions } from 'typeorm';

const on = (name: string, columns: string[], where?: string): EntitySchemaIndexOptions => ({
  name: `operations_list_by_${name}`,
  columns: ['tenant_id', ...columns],
  ...(where === undefined ? {} : { where }),
});

const named = 'user_id IS NOT NULL';
const attention = 'attention_reason IS NOT NULL';

/** What a list may be filtered by while it is read in the order of a time. */
const filters = ['status', 'seller_id', 'type', 'user_id'];

/**
 * The indexes of the desk's list. `page-statement.ts` says which list goes by which. Each is written again with every
 * change of a row's status, so there are few:
 *
 * - In the order of ids, each filter has one of its own.
 * - In the order of a time, one index holds what all filters ask for. It is read in its order, and entries that do not
 *   fit are passed over without their rows. Of a filter that few rows pass, the planner reads these rows and sorts them.
 * - Those of few rows have a condition, so that other rows do not pay for them.
 */
export const listIndexes: EntitySchemaIndexOptions[] = [
  on('type', ['type', 'id']),
  on('seller', ['seller_id', 'status', 'id']),
  on('user', ['user_id', 'status', 'id'], named),
  on('number', ['po_number', 'id'], 'po_number IS NOT NULL'),
  on('since', ['status_since', 'id', ...filters]),
  on('deadline', ['deadline_at', 'id', ...filters]),
  on('attention', ['id'], attention),
  on('attention_deadline', ['deadline_at', 'id'], attention),
  on('overdue', ['id'], 'overdue'),
  on('overdue_since', ['status_since', 'id'], 'overdue'),
  on('overdue_deadline', ['deadline_at', 'id'], 'overdue'),
];
