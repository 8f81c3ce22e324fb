import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createIndexConcurrently } from '../migrating/create-index';

/**
 * Two indexes for the list of media buys, by state and by seller and state. A page of all states merges a few rows of
 * each state.
 */
export class ListMediaBuys1700000048000 implements MigrationInterface {
  readonly name = 'ListMediaBuys1700000048000';
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await createIndexConcurrently(runner, {
      name: 'media_buys_list',
      table: 'media_buys',
      on: '("tenant_id", "status", "operation_id")',
    });
    await createIndexConcurrently(runner, {
      name: 'media_buys_of_seller',
      table: 'media_buys',
      on: '("tenant_id", "seller_id", "status", "operation_id")',
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "media_buys_list"`);
    await runner.query(`DROP INDEX "media_buys_of_seller"`);
  }
}
