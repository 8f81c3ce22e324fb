import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The copy of an action's line, with what stands for the actor's kind and id. */
const copy = (
  kind: string,
  id: string,
): string => `CREATE OR REPLACE FUNCTION "audit_operator"() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO audit (tenant_id, actor_kind, actor_id, actor_name, kind, target, detail)
    VALUES (NEW.tenant_id, ${kind}, ${id}, coalesce(NEW.actor, 'unknown'),
      'operation.' || CASE WHEN NEW.kind = 'accepted' THEN 'repeated'
        ELSE coalesce(NEW.detail->'finding'->>'kind', 'acted') END,
      NEW.operation_id::text,
      jsonb_strip_nulls(jsonb_build_object('reason', NEW.reason, 'from', NEW.from_status, 'to', NEW.to_status,
        'note', NEW.detail->'finding'->'note')));
    RETURN NULL;
  END $$`;

/**
 * Lets the audit of actions on operations name the key or person by id: two may have one name. The gate puts kind and
 * id into the line's `detail.by`. Lines of the previous release have none, so theirs stay null.
 */
export class AuditIdsOfActors1700000080000 implements MigrationInterface {
  readonly name = 'AuditIdsOfActors1700000080000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(copy(`NEW.detail->'by'->>'kind'`, `NEW.detail->'by'->>'id'`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(copy('NULL', 'NULL'));
  }
}
