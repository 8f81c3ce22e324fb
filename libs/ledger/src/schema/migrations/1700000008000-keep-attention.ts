import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createIndexConcurrently } from '../migrating/create-index';

const attention = `status IN ('in_doubt', 'timed_out', 'pending_permission')`;

/**
 * Keeps why an operation needs a person, and since when; and which process exports the metrics that are counts of the
 * database. It runs without a transaction, because the index of a large table is built beside its writers. So each step
 * can be repeated when a later one failed. Rows that wait for a person already have needed one since they came into
 * their status. There are few of them, and the new index finds them.
 */
export class KeepAttention1700000008000 implements MigrationInterface {
  readonly name = 'KeepAttention1700000008000';
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE IF NOT EXISTS "process_leases" (
      "name" text NOT NULL,
      "owner" text NOT NULL,
      "until" TIMESTAMP WITH TIME ZONE NOT NULL,
      CONSTRAINT "PK_process_leases" PRIMARY KEY ("name")
    )`);
    await runner.query(`ALTER TABLE "operations" ADD COLUMN IF NOT EXISTS "attention_reason" text,
      ADD COLUMN IF NOT EXISTS "attention_since" TIMESTAMP WITH TIME ZONE`);
    await createIndexConcurrently(runner, {
      name: 'operations_attention',
      table: 'operations',
      on: `("tenant_id", "type", "status") WHERE ${attention}`,
    });
    // Locks in the order of ids, as the gate does.
    await runner.query(`WITH waiting AS MATERIALIZED (
        SELECT id FROM "operations"
        WHERE ${attention} AND attention_reason IS NULL
          AND (status <> 'pending_permission' OR (error IS NOT NULL AND task_id IS NULL))
        ORDER BY id FOR UPDATE
      )
      UPDATE "operations" o SET
        attention_reason = CASE
          WHEN status <> 'pending_permission' THEN status
          WHEN upper(error->>'code') = 'VERSION_UNSUPPORTED' THEN 'version_unsupported'
          ELSE 'credential_refused' END,
        attention_since = coalesce((
          SELECT max(t.at) FROM timeline t
          WHERE t.operation_id = o.id AND t.kind = 'transition' AND t.to_status = o.status), o.updated_at)
      FROM waiting w WHERE w.id = o.id`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "operations_attention"`);
    await runner.query(`ALTER TABLE "operations" DROP COLUMN "attention_since", DROP COLUMN "attention_reason"`);
    await runner.query(`DROP TABLE "process_leases"`);
  }
}
