import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createIndexConcurrently } from '../migrating/create-index';
import { walkOperations } from '../migrating/walk-operations';

/** What is searched for. A message may be long; its beginning says what it is about. */
const wordsOf = (row: string): string =>
  `lower(concat_ws(E'\\n', ${row}.id, ${row}.po_number, ${row}.buyer_ref, ${row}.task_id, ${row}.pending_media_buy_id,
    ${row}.outcome ->> 'mediaBuyId', left(${row}.message, 500)))`;
const sources = ['task_id', 'pending_media_buy_id', 'message'];

/**
 * Keeps the words by which a desk searches, beside the operations: their trigrams are written only when a word changes,
 * not with every version of the row. A trigger keeps them for whichever release writes the row.
 */
export class SearchOperations1700000058000 implements MigrationInterface {
  readonly name = 'SearchOperations1700000058000';
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await haveTrigrams(runner);
    await runner.query(`CREATE TABLE IF NOT EXISTS "operation_search" (
      "tenant_id" uuid NOT NULL,
      "operation_id" uuid NOT NULL,
      "words" text NOT NULL,
      CONSTRAINT "PK_operation_search" PRIMARY KEY ("tenant_id", "operation_id")
    )`);
    await createIndexConcurrently(runner, {
      name: 'operation_search_words',
      table: 'operation_search',
      on: 'USING gin ("words" gin_trgm_ops)',
    });
    await runner.query(`CREATE OR REPLACE FUNCTION "keep_search"() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO operation_search AS s (tenant_id, operation_id, words)
        VALUES (NEW.tenant_id, NEW.id, ${wordsOf('NEW')})
        ON CONFLICT (tenant_id, operation_id) DO UPDATE SET words = EXCLUDED.words WHERE s.words <> EXCLUDED.words;
        RETURN NULL;
      END $$`);
    await runner.query(`CREATE OR REPLACE TRIGGER "keep_search_of_inserted" AFTER INSERT ON "operations"
      FOR EACH ROW EXECUTE FUNCTION "keep_search"()`);
    const changed = sources.map((column) => `NEW.${column} IS DISTINCT FROM OLD.${column}`).join(' OR ');
    await runner.query(`CREATE OR REPLACE TRIGGER "keep_search_of_updated" AFTER UPDATE ON "operations" FOR EACH ROW
      WHEN (${changed} OR NEW.outcome ->> 'mediaBuyId' IS DISTINCT FROM OLD.outcome ->> 'mediaBuyId')
      EXECUTE FUNCTION "keep_search"()`);
    await fillIn(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['inserted', 'updated']) {
      await runner.query(`DROP TRIGGER "keep_search_of_${name}" ON "operations"`);
    }
    await runner.query(`DROP FUNCTION "keep_search"()`);
    await runner.query(`DROP TABLE "operation_search"`);
  }
}

/** The extension comes with Postgres. Whoever may create in the database may create it, if the server has its files. */
async function haveTrigrams(runner: QueryRunner): Promise<void> {
  const found = (await runner.query(`SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'`)) as unknown[];
  if (found.length > 0) return;
  try {
    await runner.query(`CREATE EXTENSION IF NOT EXISTS pg_trgm`);
  } catch (error) {
    throw new Error(
      'the extension pg_trgm is needed, by which the desk searches, and could not be created: run "CREATE EXTENSION pg_trgm" in this database as a superuser, or grant the role of the migrations CREATE on the database; a missing file means that the package postgresql-contrib is to be installed on the server',
      { cause: error },
    );
  }
}

/** The triggers are there, so nothing is missed meanwhile. */
function fillIn(runner: QueryRunner): Promise<void> {
  return walkOperations(
    runner,
    `filled AS (
       INSERT INTO operation_search (tenant_id, operation_id, words)
       SELECT o.tenant_id, o.id, ${wordsOf('o')} FROM page p
       JOIN operations o ON o.tenant_id = p.tenant_id AND o.id = p.id
       ON CONFLICT DO NOTHING
     )`,
  );
}
