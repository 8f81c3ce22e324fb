import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Takes back the low `toast_tuple_target` of `operations`. Once a row has a long value beside it, the target applies to
 * every update of that row. With 256 bytes, each short text was moved out too, one by one, and every read fetched it
 * back. That was a fifth of what an operation cost Postgres.
 */
export class KeepShortValuesInTheRow1700000002000 implements MigrationInterface {
  readonly name = 'KeepShortValuesInTheRow1700000002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "operations" RESET (toast_tuple_target)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "operations" SET (toast_tuple_target = 256)`);
  }
}
