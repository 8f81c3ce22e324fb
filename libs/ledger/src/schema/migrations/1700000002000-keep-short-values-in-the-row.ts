import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Takes the low `toast_tuple_target` of `operations` back. Below two kilobytes Postgres moves nothing out of a row by
 * itself; but once something long lies beside it, the target applies to every update, and with 256 bytes each short text
 * of the row was moved out too, one by one, and fetched back by every read: a fifth of what an operation cost Postgres.
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
