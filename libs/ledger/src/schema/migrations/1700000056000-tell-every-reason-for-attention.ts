import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createIndexConcurrently } from '../migrating/create-index';

const PAGE = 1_000;

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

/** Goes page by page along the primary key, and locks rows in the order of their ids, as the gate does. */
async function fillIn(runner: QueryRunner): Promise<void> {
  let last: { tenant_id: string; id: string } | undefined;
  do {
    [last] = (await runner.query(
      `WITH page AS MATERIALIZED (
         SELECT tenant_id, id FROM operations
         WHERE $1::uuid IS NULL OR (tenant_id, id) > ($1::uuid, $2::uuid)
         ORDER BY tenant_id, id LIMIT ${PAGE}
       ), locked AS MATERIALIZED (
         SELECT o.tenant_id, o.id FROM page p JOIN operations o ON o.tenant_id = p.tenant_id AND o.id = p.id
         WHERE o.attention_reason IS DISTINCT FROM ${reasonOf('o')}
         ORDER BY o.id FOR UPDATE OF o
       ), filled AS (
         UPDATE operations o SET attention_reason = ${reasonOf('o')}, attention_since = coalesce(o.status_since, o.updated_at)
         FROM locked l WHERE o.tenant_id = l.tenant_id AND o.id = l.id
       )
       SELECT tenant_id, id FROM page ORDER BY tenant_id DESC, id DESC LIMIT 1`,
      [last?.tenant_id ?? null, last?.id ?? null],
    )) as { tenant_id: string; id: string }[];
  } while (last !== undefined);
}
