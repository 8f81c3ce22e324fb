import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keeps actions on many operations: the selection, and how far it has come. Both tables are new. */
export class KeepBulkJobs1700000060000 implements MigrationInterface {
  readonly name = 'KeepBulkJobs1700000060000';

  async up(runner: QueryRunner): Promise<void> {
    const statements = [
      `CREATE TABLE "bulk_jobs" (
        "tenant_id" uuid NOT NULL,
        "id" uuid NOT NULL,
        "action" jsonb NOT NULL,
        "dry_run" boolean NOT NULL,
        "status" text NOT NULL,
        "total" integer NOT NULL,
        "done" integer NOT NULL DEFAULT 0,
        "refused" integer NOT NULL DEFAULT 0,
        "actor" jsonb NOT NULL,
        "idempotency_key" text,
        "request_hash" text NOT NULL,
        "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
        "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
        "ended_at" TIMESTAMP WITH TIME ZONE,
        "lease_owner" text,
        "lease_until" TIMESTAMP WITH TIME ZONE,
        CONSTRAINT "PK_bulk_jobs" PRIMARY KEY ("tenant_id", "id")
      )`,
      `CREATE UNIQUE INDEX "bulk_jobs_key" ON "bulk_jobs" ("tenant_id", "idempotency_key")`,
      `CREATE INDEX "bulk_jobs_running" ON "bulk_jobs" ("updated_at") WHERE status = 'running'`,
      `CREATE INDEX "bulk_jobs_ended" ON "bulk_jobs" ("ended_at") WHERE ended_at IS NOT NULL`,
      `CREATE TABLE "bulk_items" (
        "tenant_id" uuid NOT NULL,
        "job_id" uuid NOT NULL,
        "position" integer NOT NULL,
        "operation_id" uuid NOT NULL,
        "status" text NOT NULL DEFAULT 'waiting',
        "problem" text,
        "detail" text,
        "made_operation_id" uuid,
        CONSTRAINT "PK_bulk_items" PRIMARY KEY ("tenant_id", "job_id", "position")
      )`,
    ];
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "bulk_items"`);
    await runner.query(`DROP TABLE "bulk_jobs"`);
  }
}
