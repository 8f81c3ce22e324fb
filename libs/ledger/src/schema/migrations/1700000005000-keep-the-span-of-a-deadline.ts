import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Keeps how much time an operation was given at first. Null for older rows, and for rows of an older process while this
 * is rolled out; their deadline tells it.
 */
export class KeepTheSpanOfADeadline1700000005000 implements MigrationInterface {
  readonly name = 'KeepTheSpanOfADeadline1700000005000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "operations" ADD COLUMN "deadline_seconds" double precision`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "operations" DROP COLUMN "deadline_seconds"`);
  }
}
