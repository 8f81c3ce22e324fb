import type { MigrationInterface, QueryRunner } from 'typeorm';
import { keepTheOldName } from './1700000031000-keep-the-tenant-of-an-attempt';
import { decideForTheReleaseBefore } from './1700000033000-hold-po-numbers';
import { timeForTheReleaseBefore } from './1700000055000-tell-what-an-operation-waits-for';
import { keepAttentionOfTheReleaseBefore } from './1700000056000-tell-every-reason-for-attention';

const onOperations = [
  'hold_po_number_of_inserted',
  'hold_po_number_of_ended',
  'hold_po_number_of_contradicted',
  'time_of_inserted',
  'time_of_updated',
  'keep_attention',
];

/**
 * Contracts: drops the triggers and the view that served releases without a tenant in their keys. Each write of an
 * operation asked seven triggers whether such a release had made it. From here on, no such release may run beside this one.
 */
export class DropTriggersOfBefore1700000084200 implements MigrationInterface {
  readonly name = 'DropTriggersOfBefore1700000084200';

  async up(runner: QueryRunner): Promise<void> {
    for (const name of onOperations) await runner.query(`DROP TRIGGER "${name}" ON "operations"`);
    await runner.query(`DROP TRIGGER "find_tenant_of_attempt" ON "notification_attempts"`);
    await runner.query(`DROP VIEW "delivery_attempts"`);
    for (const name of [...onOperations, 'find_tenant_of_attempt']) await runner.query(`DROP FUNCTION "${name}"()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await keepTheOldName(runner);
    await decideForTheReleaseBefore(runner);
    await timeForTheReleaseBefore(runner);
    await keepAttentionOfTheReleaseBefore(runner);
  }
}
