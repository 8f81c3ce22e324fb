import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createIndexConcurrently } from '../migrating/create-index';

const indexes: readonly (readonly [name: string, columns: string, where?: string])[] = [
  ['type', '"type", "id"'],
  ['type_since', '"type", "status_since", "id"'],
  ['type_deadline', '"type", "deadline_at", "id"'],
  ['status_since', '"status", "status_since", "id"'],
  ['status_deadline', '"status", "deadline_at", "id"'],
  ['seller', '"seller_id", "status", "id"'],
  ['seller_since', '"seller_id", "status_since", "id"'],
  ['seller_deadline', '"seller_id", "deadline_at", "id"'],
  ['user', '"user_id", "id"', 'user_id IS NOT NULL'],
  ['user_since', '"user_id", "status", "status_since", "id"', 'user_id IS NOT NULL'],
  ['user_deadline', '"user_id", "deadline_at", "id"', 'user_id IS NOT NULL'],
  ['number', '"po_number", "id"', 'po_number IS NOT NULL'],
  ['attention', '"id"', 'attention_reason IS NOT NULL'],
  ['attention_deadline', '"deadline_at", "id"', 'attention_reason IS NOT NULL'],
  ['overdue', '"id"', 'overdue'],
  ['overdue_since', '"status_since", "id"', 'overdue'],
  ['overdue_deadline', '"deadline_at", "id"', 'overdue'],
];

/** An index for each filter of the desk's list with each of its orders. */
export class ListByIndex1700000057000 implements MigrationInterface {
  readonly name = 'ListByIndex1700000057000';
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, columns, where] of indexes) {
      await createIndexConcurrently(runner, {
        name: `operations_list_by_${name}`,
        table: 'operations',
        on: `("tenant_id", ${columns})${where === undefined ? '' : ` WHERE ${where}`}`,
      });
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [name] of indexes) await runner.query(`DROP INDEX "operations_list_by_${name}"`);
  }
}
