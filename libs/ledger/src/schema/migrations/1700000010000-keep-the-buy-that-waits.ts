import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keeps the id of a buy that its seller has named and that still waits for approval. The seller is asked by it. */
export class KeepTheBuyThatWaits1700000010000 implements MigrationInterface {
  readonly name = 'KeepTheBuyThatWaits1700000010000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "operations" ADD COLUMN "pending_media_buy_id" text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "operations" DROP COLUMN "pending_media_buy_id"`);
  }
}
