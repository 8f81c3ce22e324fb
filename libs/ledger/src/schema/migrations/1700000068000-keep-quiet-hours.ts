import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a subscriber wants to hear nothing. */
export class KeepQuietHours1700000068000 implements MigrationInterface {
  readonly name = 'KeepQuietHours1700000068000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "subscription_settings" ADD COLUMN "quiet_hours" jsonb`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "subscription_settings" DROP COLUMN "quiet_hours"`);
  }
}
