import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Keeps who changed what. Lines are only ever added: a trigger refuses the rest, also to the owner of the table.
 *
 * What a person does to an operation is a line of the timeline already, written with the change by the gate. A trigger
 * copies that line, so that every action, also a later one, is in the audit by the same commit. Its condition is
 * looked at without calling the function, so all other lines of the timeline cost next to nothing.
 */
export class KeepAnAudit1700000051000 implements MigrationInterface {
  readonly name = 'KeepAnAudit1700000051000';

  async up(runner: QueryRunner): Promise<void> {
    const statements = [
      `CREATE TABLE "audit" (
        "tenant_id" uuid NOT NULL,
        "id" BIGSERIAL NOT NULL,
        "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
        "actor_kind" text,
        "actor_id" text,
        "actor_name" text NOT NULL,
        "kind" text NOT NULL,
        "target" text NOT NULL,
        "detail" jsonb NOT NULL DEFAULT '{}',
        CONSTRAINT "PK_audit" PRIMARY KEY ("tenant_id", "id")
      )`,
      `CREATE INDEX "audit_time" ON "audit" ("tenant_id", "at", "id")`,
      `CREATE INDEX "audit_kind" ON "audit" ("tenant_id", "kind", "at", "id")`,
      `CREATE INDEX "audit_actor" ON "audit" ("tenant_id", "actor_name", "at", "id")`,
      `CREATE INDEX "audit_target" ON "audit" ("tenant_id", "target", "at", "id")`,
      `CREATE FUNCTION "refuse_audit_change"() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          RAISE EXCEPTION 'the audit is append-only: % is refused', TG_OP USING ERRCODE = 'insufficient_privilege';
        END $$`,
      `CREATE TRIGGER "refuse_audit_change" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit"
        FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_change"()`,
      `CREATE FUNCTION "audit_operator"() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          INSERT INTO audit (tenant_id, actor_name, kind, target, detail)
          VALUES (NEW.tenant_id, coalesce(NEW.actor, 'unknown'),
            'operation.' || CASE WHEN NEW.kind = 'accepted' THEN 'repeated'
              ELSE coalesce(NEW.detail->'finding'->>'kind', 'acted') END,
            NEW.operation_id::text,
            jsonb_strip_nulls(jsonb_build_object('reason', NEW.reason, 'from', NEW.from_status, 'to', NEW.to_status,
              'note', NEW.detail->'finding'->'note')));
          RETURN NULL;
        END $$`,
      `CREATE TRIGGER "audit_operator" AFTER INSERT ON "timeline"
        FOR EACH ROW WHEN (NEW.source = 'operator') EXECUTE FUNCTION "audit_operator"()`,
    ];
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER "audit_operator" ON "timeline"`);
    await runner.query(`DROP FUNCTION "audit_operator"()`);
    await runner.query(`DROP TABLE "audit"`);
    await runner.query(`DROP FUNCTION "refuse_audit_change"()`);
  }
}
