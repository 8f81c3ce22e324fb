import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createIndexConcurrently } from '../migrating/create-index';

/**
 * Keeps what became of the operations of each day that is over, so that the figures of a month are read from a few rows.
 * A sweep of the poller sums the days up. Two indexes find the operations of a day.
 */
export class SumUpDays1700000058500 implements MigrationInterface {
  readonly name = 'SumUpDays1700000058500';
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE IF NOT EXISTS "operation_days" (
      "tenant_id" uuid NOT NULL,
      "day" date NOT NULL,
      "seller_id" text NOT NULL,
      "type" text NOT NULL,
      "ended" integer NOT NULL,
      "rejected" integer NOT NULL,
      "timed_out" integer NOT NULL,
      "calls" integer NOT NULL,
      "failed_calls" integer NOT NULL,
      "approvals" integer NOT NULL,
      "approval_seconds" double precision NOT NULL,
      "approval_times" jsonb NOT NULL,
      CONSTRAINT "PK_operation_days" PRIMARY KEY ("tenant_id", "day", "seller_id", "type")
    )`);
    await createIndexConcurrently(runner, {
      name: 'operations_settled',
      table: 'operations',
      on: '("tenant_id", "settled_at") WHERE settled_at IS NOT NULL',
    });
    await createIndexConcurrently(runner, {
      name: 'operations_past_deadline',
      table: 'operations',
      on: '("tenant_id", "deadline_passed_at") WHERE deadline_passed_at IS NOT NULL',
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "operations_past_deadline"`);
    await runner.query(`DROP INDEX "operations_settled"`);
    await runner.query(`DROP TABLE "operation_days"`);
  }
}
