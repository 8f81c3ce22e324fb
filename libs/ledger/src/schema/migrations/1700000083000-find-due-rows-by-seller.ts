import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Drops the index of what is due of all sellers together. Workers look for it seller by seller. While one seller had the
 * whole backlog, the planner took this index, and read that backlog once for each of the others.
 */
export class FindDueRowsBySeller1700000083000 implements MigrationInterface {
  readonly name = 'FindDueRowsBySeller1700000083000';
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX CONCURRENTLY IF EXISTS "operations_due"');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE INDEX IF NOT EXISTS "operations_due" ON "operations" ("due_kind", "due_at") WHERE due_at IS NOT NULL',
    );
  }
}
