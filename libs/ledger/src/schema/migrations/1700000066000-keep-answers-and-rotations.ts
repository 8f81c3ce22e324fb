import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Keeps what receivers answered, the secret from before a rotation, and why a subscription is disabled. The answers have
 * a table of their own: the previous release has prepared `SELECT a.*` from the attempts.
 */
export class KeepAnswersAndRotations1700000066000 implements MigrationInterface {
  readonly name = 'KeepAnswersAndRotations1700000066000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "attempt_answers" (
      "tenant_id" uuid NOT NULL,
      "delivery_id" uuid NOT NULL,
      "attempt" integer NOT NULL,
      "at" TIMESTAMP WITH TIME ZONE NOT NULL,
      "answer" text NOT NULL,
      PRIMARY KEY ("tenant_id", "delivery_id", "attempt")
    )`);
    await runner.query(`CREATE INDEX "attempt_answers_old" ON "attempt_answers" ("at")`);
    await runner.query(`ALTER TABLE "subscription_settings"
      ADD COLUMN "previous_secret_sealed" bytea,
      ADD COLUMN "previous_secret_until" TIMESTAMP WITH TIME ZONE,
      ADD COLUMN "disabled_at" TIMESTAMP WITH TIME ZONE,
      ADD COLUMN "disabled_reason" text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "subscription_settings" DROP COLUMN "previous_secret_sealed",
      DROP COLUMN "previous_secret_until", DROP COLUMN "disabled_at", DROP COLUMN "disabled_reason"`);
    await runner.query(`DROP TABLE "attempt_answers"`);
  }
}
