import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createIndexConcurrently } from '../migrating/create-index';

/**
 * An index of what is pending, by which a gauge counts it. Before, each worker read all operations every ten seconds,
 * those of last year too.
 */
export class CountWhatIsPending1700000085000 implements MigrationInterface {
  readonly name = 'CountWhatIsPending1700000085000';
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await createIndexConcurrently(runner, {
      name: 'operations_pending',
      table: 'operations',
      on: `("type", "status") WHERE status IN ('pending_approval', 'pending_permission', 'pending_input', 'working', 'approved')`,
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "operations_pending"');
  }
}
