import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Tells of each day that is summed up how many of its operations ended after their deadline: they count among the timeouts
 * already. Days of before are filled by the index of passed deadlines. A day that the previous release sums up
 * meanwhile has none.
 */
export class CountWhatEndedLate1700000081000 implements MigrationInterface {
  readonly name = 'CountWhatEndedLate1700000081000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "operation_days" ADD COLUMN "ended_late" integer NOT NULL DEFAULT 0`);
    await runner.query(`
      WITH late AS (
        SELECT tenant_id, (settled_at AT TIME ZONE 'UTC')::date AS day, seller_id, type, count(*)::int AS ended
        FROM operations WHERE deadline_passed_at IS NOT NULL AND settled_at IS NOT NULL GROUP BY 1, 2, 3, 4
      ), every AS (
        SELECT * FROM late UNION ALL SELECT tenant_id, day, '', '', sum(ended)::int FROM late GROUP BY 1, 2
      )
      UPDATE operation_days d SET ended_late = e.ended FROM every e
      WHERE d.tenant_id = e.tenant_id AND d.day = e.day AND d.seller_id = e.seller_id AND d.type = e.type`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "operation_days" DROP COLUMN "ended_late"`);
  }
}
