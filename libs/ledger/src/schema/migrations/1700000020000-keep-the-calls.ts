import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Keeps the calls of an operation, each with its fate. No row is rewritten. Older rows, and rows that the previous
 * release writes, have no such calls; `calls-of-row.ts` makes them from the columns that summarise them. Those columns
 * stay until no such process runs.
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
