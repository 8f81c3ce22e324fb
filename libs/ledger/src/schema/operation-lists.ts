import type { EntitySchemaIndexOptions } from 'typeorm';

const on = (name: string, columns: string[], where?: string): EntitySchemaIndexOptions => ({
  name: `operations_list_by_${name}`,
  columns: ['tenant_id', ...columns],
  ...(where === undefined ? {} : { where }),
});

const named = 'user_id IS NOT NULL';
const attention = 'attention_reason IS NOT NULL';

/**
 * The indexes of the desk's list: each filter with each order. `page-statement.ts` says which list goes by which. Those
 * of few rows have a condition, so that other rows do not pay for them.
 */
export const listIndexes: EntitySchemaIndexOptions[] = [
  on('type', ['type', 'id']),
  on('type_since', ['type', 'status_since', 'id']),
  on('type_deadline', ['type', 'deadline_at', 'id']),
  on('status_since', ['status', 'status_since', 'id']),
  on('status_deadline', ['status', 'deadline_at', 'id']),
  on('seller', ['seller_id', 'status', 'id']),
  on('seller_since', ['seller_id', 'status_since', 'id']),
  on('seller_deadline', ['seller_id', 'deadline_at', 'id']),
  on('user', ['user_id', 'id'], named),
  on('user_since', ['user_id', 'status', 'status_since', 'id'], named),
  on('user_deadline', ['user_id', 'deadline_at', 'id'], named),
  on('number', ['po_number', 'id'], 'po_number IS NOT NULL'),
  on('attention', ['id'], attention),
  on('attention_deadline', ['deadline_at', 'id'], attention),
  on('overdue', ['id'], 'overdue'),
  on('overdue_since', ['status_since', 'id'], 'overdue'),
  on('overdue_deadline', ['deadline_at', 'id'], 'overdue'),
];
