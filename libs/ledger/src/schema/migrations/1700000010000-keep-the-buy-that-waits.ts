import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The id of a buy that its seller has named and that still waits for approval: by it the seller is asked. */
export class KeepTheBuyThatWaits1700000010000 implements MigrationInterface {
  readonly name = 'KeepTheBuyThatWaits1700000010000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "operations" ADD COLUMN "pending_media_buy_id" text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "operations" DROP COLUMN "pending_media_buy_id"`);
  }
}
