import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keeps for how long a tenant's things are kept, how far the pass that deletes the old ones is, and what was exported. */
export class KeepForATime1700000089000 implements MigrationInterface {
  readonly name = 'KeepForATime1700000089000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "tenant_settings" ADD COLUMN "retention" jsonb`);
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
    await runner.query(`ALTER TABLE "tenant_settings" DROP COLUMN "retention"`);
  }
}
