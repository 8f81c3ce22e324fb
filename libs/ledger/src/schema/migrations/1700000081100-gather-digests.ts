import type { MigrationInterface, QueryRunner } from 'typeorm';

/** For digests: how a subscriber wants them, and which digest carries a delivery. */
export class GatherDigests1700000081100 implements MigrationInterface {
  readonly name = 'GatherDigests1700000081100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "subscription_settings" ADD COLUMN "digest" jsonb`);
    await runner.query(`CREATE TABLE "digest_parts" (
      "tenant_id" uuid NOT NULL,
      "delivery_id" uuid NOT NULL,
      "digest_id" uuid NOT NULL,
      CONSTRAINT "PK_digest_parts" PRIMARY KEY ("tenant_id", "delivery_id")
    )`);
    await runner.query(`CREATE INDEX "digest_parts_of" ON "digest_parts" ("tenant_id", "digest_id")`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "digest_parts"`);
    await runner.query(`ALTER TABLE "subscription_settings" DROP COLUMN "digest"`);
  }
}
