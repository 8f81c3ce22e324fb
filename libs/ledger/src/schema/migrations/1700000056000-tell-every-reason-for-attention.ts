import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createIndexConcurrently } from '../migrating/create-index';
import { fillOperations } from '../migrating/walk-operations';

/** The domain's rule when this was released. It is repeated here because a migration never changes. */
const reasonOf = (row: string): string => {
  const refused = `${row}.status = 'pending_permission' AND ${row}.task_id IS NULL AND ${row}.error ->> 'code' IS NOT NULL`;
  const version = `upper(${row}.error ->> 'code') = 'VERSION_UNSUPPORTED'`;
  const seen = (what: string): string => `coalesce((${row}.acknowledged ->> '${what}')::boolean, false)`;
  return `CASE
    WHEN ${row}.status IN ('in_doubt', 'timed_out') THEN ${row}.status
    WHEN ${refused} AND NOT ${version} THEN 'credential_refused'
    WHEN ${refused} THEN 'version_unsupported'
    WHEN ${row}.status = 'pending_permission' THEN 'permission_missing'
    WHEN ${row}.status = 'pending_input' THEN 'input_required'
    WHEN ${row}.status IN ('failed', 'rejected', 'canceled') AND ${row}.holds_po_number AND NOT ${seen('mayBeBooked')}
      THEN 'may_be_booked'
    WHEN ${row}.late AND ${row}.status IN ('created', 'active', 'completed', 'failed', 'rejected', 'canceled')
      AND NOT ${seen('late')} THEN 'late_settlement'
    WHEN ${row}.conflicts > coalesce((${row}.acknowledged ->> 'conflicts')::int, 0) THEN 'conflict'
  END`;
};

/**
 * Keeps every reason for which an operation needs a person, who looks after it, and what a person has acknowledged.
 * Processes of the previous release know only some of the reasons, so a trigger sets the others for them. It changes
 * nothing of what this release writes, and goes with the next one.
 *
 * It runs without a transaction. Index and trigger come first, so that nothing is missed while old rows are filled in.
 */
export class TellEveryReasonForAttention1700000056000 implements MigrationInterface {
  readonly name = 'TellEveryReasonForAttention1700000056000';
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "operations" ADD COLUMN IF NOT EXISTS "attention_assignee" text,
      ADD COLUMN IF NOT EXISTS "attention_note" text,
      ADD COLUMN IF NOT EXISTS "acknowledged" jsonb`);
    await createIndexConcurrently(runner, {
      name: 'operations_needing_attention',
      table: 'operations',
      on: '("tenant_id", "status_since", "id") WHERE attention_reason IS NOT NULL',
    });
    await keepAttentionOfTheReleaseBefore(runner);
    await fillIn(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER "keep_attention" ON "operations"`);
    await runner.query(`DROP FUNCTION "keep_attention"()`);
    await runner.query(`DROP INDEX "operations_needing_attention"`);
    await runner.query(`ALTER TABLE "operations" DROP COLUMN "attention_assignee", DROP COLUMN "attention_note",
      DROP COLUMN "acknowledged"`);
  }
}

export async function keepAttentionOfTheReleaseBefore(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE OR REPLACE FUNCTION "keep_attention"() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      NEW.attention_reason := ${reasonOf('NEW')};
      NEW.attention_since := CASE WHEN NEW.attention_reason IS NOT NULL THEN NEW.updated_at END;
      IF NEW.attention_reason IS NULL THEN
        NEW.attention_assignee := NULL;
        NEW.attention_note := NULL;
      END IF;
      RETURN NEW;
    END $$`);
  // Triggers fire in the order of their names. This one comes after those that decide who holds a po_number.
  await runner.query(`CREATE OR REPLACE TRIGGER "keep_attention" BEFORE UPDATE ON "operations" FOR EACH ROW
    WHEN (NEW.attention_reason IS DISTINCT FROM ${reasonOf('NEW')}) EXECUTE FUNCTION "keep_attention"()`);
}

function fillIn(runner: QueryRunner): Promise<void> {
  return fillOperations(runner, {
    where: `o.attention_reason IS DISTINCT FROM ${reasonOf('o')}`,
    set: `attention_reason = ${reasonOf('o')}, attention_since = coalesce(o.status_since, o.updated_at)`,
  });
}
