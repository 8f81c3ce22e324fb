import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * These foreign keys are dropped. The row that each refers to is written by the same statement or was read just before,
 * and none is ever deleted.
 */
const references = [
  ['operations', 'FK_9ac1b849dbf92e94cc2f87ac1a0', '("tenant_id", "seller_id")', '"sellers"("tenant_id","id")'],
  ['timeline', 'FK_c0b6b0ec0f6389d366e5002c8ca', '("operation_id")', '"operations"("id")'],
  ['media_buys', 'FK_dcd541db30bc5f30512c7c7f6b0', '("operation_id")', '"operations"("id")'],
  ['events', 'FK_777e266681997e61658c5b840a9', '("operation_id")', '"operations"("id")'],
  ['deliveries', 'FK_6a9b04f909fedcc6438b48b90c1', '("event_id")', '"events"("id")'],
  ['deliveries', 'FK_475d7dfa30fed80412dcf59e403', '("subscription_id")', '"subscriptions"("id")'],
  ['delivery_attempts', 'FK_a9d7e7212c87084249a641ab455', '("delivery_id")', '"deliveries"("id")'],
] as const;

/**
 * Makes the rows that every operation writes cheaper (ADR 10).
 * - Without the foreign keys, inserts no longer lock the one row of a subscription or seller that all others lock too.
 * - With room on the pages, updates that touch no index stay on their page.
 * - Long values that never change are kept beside the row, so updates do not copy them.
 */
export class LightenHotRows1700000001000 implements MigrationInterface {
  readonly name = 'LightenHotRows1700000001000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, name] of references) await runner.query(`ALTER TABLE "${table}" DROP CONSTRAINT "${name}"`);
    await runner.query(`ALTER TABLE "operations" SET (fillfactor = 60, toast_tuple_target = 256)`);
    await runner.query(`ALTER TABLE "operations" ALTER COLUMN "frozen_call_sealed" SET STORAGE EXTERNAL`);
    await runner.query(`ALTER TABLE "deliveries" SET (fillfactor = 70)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "deliveries" RESET (fillfactor)`);
    await runner.query(`ALTER TABLE "operations" ALTER COLUMN "frozen_call_sealed" SET STORAGE EXTENDED`);
    await runner.query(`ALTER TABLE "operations" RESET (fillfactor, toast_tuple_target)`);
    for (const [table, name, columns, target] of references) {
      await runner.query(
        `ALTER TABLE "${table}" ADD CONSTRAINT "${name}" FOREIGN KEY ${columns}
         REFERENCES ${target} ON DELETE NO ACTION ON UPDATE NO ACTION`,
      );
    }
  }
}
