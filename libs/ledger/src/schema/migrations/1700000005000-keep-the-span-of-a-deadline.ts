import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The time that an operation was given at first. Null for those of before, and those that an older process accepts while
 * this is rolled out: theirs is told by their deadline.
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
