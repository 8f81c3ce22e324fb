import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The places of intakes among the events, for pages and streams of events. Operations of before have none. */
export class TellOfIntakes1700000081200 implements MigrationInterface {
  readonly name = 'TellOfIntakes1700000081200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "intake_events" (
      "tenant_id" uuid NOT NULL,
      "epoch" bigint NOT NULL,
      "transaction_id" bigint NOT NULL,
      "operation_id" uuid NOT NULL,
      CONSTRAINT "PK_intake_events" PRIMARY KEY ("tenant_id", "epoch", "transaction_id", "operation_id")
    )`);
    await runner.query(`CREATE INDEX "intake_events_operation" ON "intake_events" ("tenant_id", "operation_id")`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "intake_events"`);
  }
}
