import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createIndexConcurrently } from '../migrating/create-index';

/**
 * Finds operations that ended badly by the `po_number` that they set free: what a seller says of such a number may be
 * about them. A row enters the index once, when its operation ends.
 */
export class FindAFreedPoNumber1700000004000 implements MigrationInterface {
  readonly name = 'FindAFreedPoNumber1700000004000';
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await createIndexConcurrently(runner, {
      name: 'operations_freed_po_number',
      table: 'operations',
      on: `("tenant_id", "seller_id", "po_number")
        WHERE po_number IS NOT NULL AND status IN ('failed', 'rejected', 'canceled')`,
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "operations_freed_po_number"`);
  }
}
