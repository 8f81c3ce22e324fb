import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How a subscriber is told, and of what. This is a table of its own: the previous release has prepared
 * `SELECT * FROM subscriptions`, which a further column would break. A subscription without a row here is a webhook that
 * takes everything.
 */
export class ChooseAChannel1700000065000 implements MigrationInterface {
  readonly name = 'ChooseAChannel1700000065000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "subscription_settings" (
      "tenant_id" uuid NOT NULL,
      "subscription_id" uuid NOT NULL,
      "channel" text NOT NULL DEFAULT 'webhook',
      "receiver" text,
      "seller_id" text,
      "user_id" text,
      PRIMARY KEY ("tenant_id", "subscription_id")
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "subscription_settings"`);
  }
}
