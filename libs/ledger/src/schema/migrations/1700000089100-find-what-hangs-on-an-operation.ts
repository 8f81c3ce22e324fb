import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createIndexConcurrently } from '../migrating/create-index';

/**
 * The deletion of an operation looks at the foreign keys that point to it. Without an index it read all of a tenant's
 * former tasks and orphans for each. Both tables are small, and no hot path writes them.
 */
export class FindWhatHangsOnAnOperation1700000089100 implements MigrationInterface {
  readonly name = 'FindWhatHangsOnAnOperation1700000089100';
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await createIndexConcurrently(runner, {
      name: 'former_tasks_operation',
      table: 'former_tasks',
      on: `("tenant_id", "operation_id")`,
    });
    await createIndexConcurrently(runner, {
      name: 'seller_orphans_operation',
      table: 'seller_orphans',
      on: `("tenant_id", "operation_id") WHERE operation_id IS NOT NULL`,
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "seller_orphans_operation"');
    await runner.query('DROP INDEX "former_tasks_operation"');
  }
}
