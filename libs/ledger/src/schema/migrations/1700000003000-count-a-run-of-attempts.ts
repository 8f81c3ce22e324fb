import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Keeps how many attempts a delivery had when its present run of retries began. A redelivery starts a whole run,
 * wherever the last one ended. Before, runs were counted by 14 attempts.
 */
export class CountARunOfAttempts1700000003000 implements MigrationInterface {
  readonly name = 'CountARunOfAttempts1700000003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "deliveries" ADD COLUMN "attempts_before_run" integer NOT NULL DEFAULT 0`);
    await runner.query(`UPDATE "deliveries" SET "attempts_before_run" = "attempts" - "attempts" % 14
      WHERE "attempts" >= 14`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "deliveries" DROP COLUMN "attempts_before_run"`);
  }
}
