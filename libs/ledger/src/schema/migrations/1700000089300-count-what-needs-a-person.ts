import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createIndexConcurrently } from '../migrating/create-index';

/**
 * An index that has all that a gauge asks of operations which need a person. Before, it read each of their rows: 90 ms for
 * 2,000 of them among a million, while other work kept their pages out of memory.
 */
export class CountWhatNeedsAPerson1700000089300 implements MigrationInterface {
  readonly name = 'CountWhatNeedsAPerson1700000089300';
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await createIndexConcurrently(runner, {
      name: 'operations_attention_counted',
      table: 'operations',
      on: `("tenant_id", "type", "attention_reason", "attention_since", "status_since") WHERE attention_reason IS NOT NULL`,
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "operations_attention_counted"');
  }
}
