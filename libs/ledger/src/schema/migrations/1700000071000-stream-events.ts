import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createIndexConcurrently } from '../migrating/create-index';

/** The index by which streams and pages of events go. */
export class StreamEvents1700000071000 implements MigrationInterface {
  readonly name = 'StreamEvents1700000071000';
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await createIndexConcurrently(runner, {
      name: 'events_stream',
      table: 'events',
      on: '("tenant_id", "epoch", "transaction_id", "id")',
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "events_stream"`);
  }
}
