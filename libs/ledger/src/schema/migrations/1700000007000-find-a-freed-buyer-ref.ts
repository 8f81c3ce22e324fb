import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Of what a seller shows under a `buyer_ref`, nobody can tell whose it is when an operation with it has ended badly. */
export class FindAFreedBuyerRef1700000007000 implements MigrationInterface {
  readonly name = 'FindAFreedBuyerRef1700000007000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX "operations_freed_buyer_ref" ON "operations" ("tenant_id", "seller_id", "buyer_ref")
      WHERE buyer_ref IS NOT NULL AND status IN ('failed', 'rejected', 'canceled')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "operations_freed_buyer_ref"`);
  }
}
