import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createIndexConcurrently } from '../migrating/create-index';
import { fillOperations } from '../migrating/walk-operations';

/** The domain's rule when this was released, without a seller's history. A migration never changes. */
const halfway = (row: string): string =>
  `${row}.deadline_at - make_interval(secs => coalesce(${row}.deadline_seconds,
    extract(epoch FROM ${row}.deadline_at - ${row}.created_at)::float8) / 2)`;

/**
 * Keeps what the desk's list shows of an operation: a summary of the request, since when it has its status, from when on
 * it is overdue, and how long its approval took; and of how many approvals a seller's usual times are made.
 *
 * Processes of the previous release write none of these. Triggers set the times for them; the summary of what they take
 * in is read from the request. The triggers go with the next release.
 *
 * It runs without a transaction. Index and triggers come first, so that nothing is missed while old rows are filled in.
 */
export class TellWhatAnOperationWaitsFor1700000055000 implements MigrationInterface {
  readonly name = 'TellWhatAnOperationWaitsFor1700000055000';
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE IF NOT EXISTS "seller_approvals" (
      "tenant_id" uuid NOT NULL,
      "seller_id" text NOT NULL,
      "samples" integer NOT NULL,
      CONSTRAINT "PK_seller_approvals" PRIMARY KEY ("tenant_id", "seller_id")
    )`);
    await runner.query(`ALTER TABLE "operations" ADD COLUMN IF NOT EXISTS "summary" jsonb,
      ADD COLUMN IF NOT EXISTS "status_since" TIMESTAMP WITH TIME ZONE,
      ADD COLUMN IF NOT EXISTS "overdue_at" TIMESTAMP WITH TIME ZONE,
      ADD COLUMN IF NOT EXISTS "overdue" boolean NOT NULL DEFAULT false,
      ADD COLUMN IF NOT EXISTS "approval_seconds" double precision`);
    await createIndexConcurrently(runner, {
      name: 'operations_overdue_next',
      table: 'operations',
      on: '("overdue_at") WHERE overdue_at IS NOT NULL AND NOT overdue',
    });
    await timeForTheReleaseBefore(runner);
    await fillIn(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['inserted', 'updated']) {
      await runner.query(`DROP TRIGGER "time_of_${name}" ON "operations"`);
      await runner.query(`DROP FUNCTION "time_of_${name}"()`);
    }
    await runner.query(`DROP INDEX "operations_overdue_next"`);
    await runner.query(`ALTER TABLE "operations" DROP COLUMN "summary", DROP COLUMN "status_since",
      DROP COLUMN "overdue_at", DROP COLUMN "overdue", DROP COLUMN "approval_seconds"`);
    await runner.query(`DROP TABLE "seller_approvals"`);
  }
}

/** Each condition holds only for what the previous release writes: this release sets these columns itself. */
export async function timeForTheReleaseBefore(runner: QueryRunner): Promise<void> {
  const trigger = async (name: string, when: string, body: string): Promise<void> => {
    await runner.query(`CREATE OR REPLACE FUNCTION "${name}"() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        ${body}
        RETURN NEW;
      END $$`);
    await runner.query(`CREATE OR REPLACE TRIGGER "${name}" BEFORE ${when} EXECUTE FUNCTION "${name}"()`);
  };
  await trigger(
    'time_of_inserted',
    `INSERT ON "operations" FOR EACH ROW WHEN (NEW.status_since IS NULL)`,
    `NEW.status_since := NEW.created_at;
     NEW.overdue_at := CASE WHEN NEW.settled_at IS NULL THEN ${halfway('NEW')} END;`,
  );
  await trigger(
    'time_of_updated',
    `UPDATE ON "operations" FOR EACH ROW WHEN (
       (NEW.status <> OLD.status AND NEW.status_since IS NOT DISTINCT FROM OLD.status_since
         AND NEW.status_since IS DISTINCT FROM NEW.updated_at)
       OR (NEW.settled_at IS NULL) <> (NEW.overdue_at IS NOT NULL)
       OR (NEW.settled_at IS NOT NULL AND NEW.overdue)
       OR (NEW.deadline_at <> OLD.deadline_at AND NEW.overdue_at IS NOT DISTINCT FROM OLD.overdue_at))`,
    `IF NEW.status <> OLD.status AND NEW.status_since IS NOT DISTINCT FROM OLD.status_since THEN
       NEW.status_since := NEW.updated_at;
     END IF;
     NEW.overdue_at := CASE WHEN NEW.settled_at IS NULL THEN ${halfway('NEW')} END;
     NEW.overdue := NEW.overdue AND NEW.settled_at IS NULL;`,
  );
}

/** The timeline tells since when an operation has its status. */
function fillIn(runner: QueryRunner): Promise<void> {
  return fillOperations(runner, {
    where: `o.status_since IS NULL`,
    set: `status_since = coalesce((
        SELECT max(t.at) FROM timeline t WHERE t.tenant_id = o.tenant_id AND t.operation_id = o.id
          AND t.to_status = o.status AND t.from_status IS DISTINCT FROM t.to_status), o.updated_at),
      overdue_at = CASE WHEN o.settled_at IS NULL THEN ${halfway('o')} END`,
  });
}
