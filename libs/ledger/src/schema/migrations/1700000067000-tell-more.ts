import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * For further notifications: the deadline of which the desk was warned, since when a seller refuses our credential, and
 * events of a seller, which have no operation.
 */
export class TellMore1700000067000 implements MigrationInterface {
  readonly name = 'TellMore1700000067000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "operations" ADD COLUMN "deadline_warned_for" TIMESTAMP WITH TIME ZONE`);
    await runner.query(`ALTER TABLE "events" ALTER COLUMN "operation_id" DROP NOT NULL`);
    await runner.query(`CREATE TABLE "seller_refusals" (
      "tenant_id" uuid NOT NULL,
      "seller_id" text NOT NULL,
      "since" TIMESTAMP WITH TIME ZONE NOT NULL,
      PRIMARY KEY ("tenant_id", "seller_id")
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "seller_refusals"`);
    await runner.query(`DELETE FROM "events" WHERE "operation_id" IS NULL`);
    await runner.query(`ALTER TABLE "events" ALTER COLUMN "operation_id" SET NOT NULL`);
    await runner.query(`ALTER TABLE "operations" DROP COLUMN "deadline_warned_for"`);
  }
}
