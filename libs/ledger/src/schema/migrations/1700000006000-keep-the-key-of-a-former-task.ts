import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Tells a task of the present key, which the seller repeats, from a task of a key that a person's retry has replaced.
 */
export class KeepTheKeyOfAFormerTask1700000006000 implements MigrationInterface {
  readonly name = 'KeepTheKeyOfAFormerTask1700000006000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "former_tasks" ADD COLUMN "request_key" uuid`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "former_tasks" DROP COLUMN "request_key"`);
  }
}
