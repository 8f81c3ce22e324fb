import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Keeps the calls of an operation, each with its fate. Rows of before, and rows that a process of the release before has
 * written since, have their calls read from the columns that say what they come to (`calls-of-row.ts`): those columns stay
 * until no such process runs, and no row has to be rewritten now.
 */
export class KeepTheCalls1700000020000 implements MigrationInterface {
  readonly name = 'KeepTheCalls1700000020000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "operations" ADD COLUMN "calls" jsonb`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "operations" DROP COLUMN "calls"`);
  }
}
