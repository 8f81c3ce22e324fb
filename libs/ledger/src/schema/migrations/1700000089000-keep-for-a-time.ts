import type { MigrationInterface, QueryRunner } from 'typeorm';

/** So long has whoever upgrades to set other periods. */
const GRACE = '7 days';

/**
 * Keeps for how long a tenant's things are kept, how far the pass that deletes the old ones is, and what was exported.
 * Of tenants that are there already, nothing is deleted before the grace has passed: until now deliveries and operations
 * were kept for ever, and nobody could set a period yet.
 */
export class KeepForATime1700000089000 implements MigrationInterface {
  readonly name = 'KeepForATime1700000089000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "tenant_settings" ADD COLUMN "retention" jsonb,
      ADD COLUMN "deletion_begins_at" TIMESTAMP WITH TIME ZONE`);
    await runner.query(`INSERT INTO "tenant_settings" AS s ("tenant_id", "deletion_begins_at")
      SELECT id, date_trunc('second', now()) + interval '${GRACE}' FROM "tenants"
      ON CONFLICT ("tenant_id") DO UPDATE SET "deletion_begins_at" = EXCLUDED."deletion_begins_at"`);
    await runner.query(`CREATE TABLE "retention_passes" (
      "tenant_id" uuid NOT NULL,
      "day" date NOT NULL,
      "part" text NOT NULL,
      "place_at" TIMESTAMP WITH TIME ZONE,
      "place_id" uuid,
      "operations" integer NOT NULL DEFAULT 0,
      "events" integer NOT NULL DEFAULT 0,
      "deliveries" integer NOT NULL DEFAULT 0,
      "operations_before" TIMESTAMP WITH TIME ZONE,
      "gone_epoch" bigint,
      "gone_transaction_id" bigint,
      "gone_id" uuid,
      "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL,
      "ended_at" TIMESTAMP WITH TIME ZONE,
      CONSTRAINT "PK_retention_passes" PRIMARY KEY ("tenant_id")
    )`);
    await runner.query(`CREATE TABLE "export_positions" (
      "tenant_id" uuid NOT NULL,
      "settled_at" TIMESTAMP WITH TIME ZONE NOT NULL,
      "operation_id" uuid NOT NULL,
      "confirmed_at" TIMESTAMP WITH TIME ZONE NOT NULL,
      CONSTRAINT "PK_export_positions" PRIMARY KEY ("tenant_id")
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "export_positions"`);
    await runner.query(`DROP TABLE "retention_passes"`);
    await runner.query(`ALTER TABLE "tenant_settings" DROP COLUMN "deletion_begins_at", DROP COLUMN "retention"`);
  }
}
