import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createIndexConcurrently } from '../migrating/create-index';

/** The list of deliveries that were given up passed over all others: half a second at a million. */
export class ListDeadDeliveries1700000086000 implements MigrationInterface {
  readonly name = 'ListDeadDeliveries1700000086000';
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await createIndexConcurrently(runner, {
      name: 'deliveries_dead',
      table: 'deliveries',
      on: `("tenant_id", "created_at", "id") WHERE status = 'dead'`,
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "deliveries_dead"');
  }
}
