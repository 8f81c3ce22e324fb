import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Keeps whom to ask at a seller, and which sellers and tenants are paused. These are tables of their own: processes of
 * the release before have prepared `SELECT s.*` of `sellers`, which a new column would break.
 */
export class KeepSellerSettings1700000075000 implements MigrationInterface {
  readonly name = 'KeepSellerSettings1700000075000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "seller_settings" (
      "tenant_id" uuid NOT NULL,
      "seller_id" text NOT NULL,
      "contact" jsonb,
      "paused_at" TIMESTAMP WITH TIME ZONE,
      CONSTRAINT "PK_seller_settings" PRIMARY KEY ("tenant_id", "seller_id")
    )`);
    await runner.query(`CREATE TABLE "tenant_settings" (
      "tenant_id" uuid NOT NULL,
      "paused_at" TIMESTAMP WITH TIME ZONE,
      CONSTRAINT "PK_tenant_settings" PRIMARY KEY ("tenant_id")
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "tenant_settings"`);
    await runner.query(`DROP TABLE "seller_settings"`);
  }
}
