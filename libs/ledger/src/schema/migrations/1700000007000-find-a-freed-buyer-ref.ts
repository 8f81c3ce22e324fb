import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createIndexConcurrently } from '../migrating/create-index';

/**
 * Finds operations that ended badly by their `buyer_ref`: what a seller shows under that reference may be about them.
 */
export class FindAFreedBuyerRef1700000007000 implements MigrationInterface {
  readonly name = 'FindAFreedBuyerRef1700000007000';
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await createIndexConcurrently(runner, {
      name: 'operations_freed_buyer_ref',
      table: 'operations',
      on: `("tenant_id", "seller_id", "buyer_ref")
        WHERE buyer_ref IS NOT NULL AND status IN ('failed', 'rejected', 'canceled')`,
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "operations_freed_buyer_ref"`);
  }
}
