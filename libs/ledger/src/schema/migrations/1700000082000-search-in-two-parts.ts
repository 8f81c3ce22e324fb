import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createIndexConcurrently } from '../migrating/create-index';
import { walkOperations } from '../migrating/walk-operations';

/** What an operation is searched by from its intake on. A change names the media buy in its request. */
const firstWordsOf = (row: string): string =>
  `lower(concat_ws(E'\\n', ${row}.id, ${row}.po_number, ${row}.buyer_ref, ${row}.request ->> 'media_buy_id'))`;
/** What comes later. A message may be long; its beginning says what it is about. */
const laterWordsOf = (row: string): string =>
  `lower(concat_ws(E'\\n', ${row}.task_id, ${row}.pending_media_buy_id, ${row}.outcome ->> 'mediaBuyId',
    left(${row}.message, 500)))`;
/** As the release before keeps them, all in one row. */
const allWordsOf = (row: string): string =>
  `lower(concat_ws(E'\\n', ${row}.id, ${row}.po_number, ${row}.buyer_ref, ${row}.task_id, ${row}.pending_media_buy_id,
    ${row}.outcome ->> 'mediaBuyId', left(${row}.message, 500)))`;

/**
 * Keeps the words that an operation gets after its intake in a table of their own, so that its first words are not
 * indexed again with each of them. The words of a batch of intakes are written by one statement.
 *
 * The functions run with their owner's rights: processes of the release before write operations meanwhile, under a role
 * that may not use the new table yet. They write only what belongs to a row that the caller could write.
 */
export class SearchInTwoParts1700000082000 implements MigrationInterface {
  readonly name = 'SearchInTwoParts1700000082000';
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE IF NOT EXISTS "operation_search_later" (
      "tenant_id" uuid NOT NULL,
      "operation_id" uuid NOT NULL,
      "words" text NOT NULL,
      CONSTRAINT "PK_operation_search_later" PRIMARY KEY ("tenant_id", "operation_id")
    )`);
    await createIndexConcurrently(runner, {
      name: 'operation_search_later_words',
      table: 'operation_search_later',
      on: 'USING gin ("words" gin_trgm_ops)',
    });
    // In this order: to replace the trigger waits for those who still write by the function of before.
    await keepLaterWords(runner);
    await keepFirstWords(runner);
    await searchIn(
      runner,
      `(SELECT f.operation_id FROM operation_search f
         WHERE f.tenant_id = $1 AND f.words LIKE lower($2) ORDER BY f.operation_id DESC LIMIT $3)
       UNION
       (SELECT l.operation_id FROM operation_search_later l
         WHERE l.tenant_id = $1 AND l.words LIKE lower($2) ORDER BY l.operation_id DESC LIMIT $3)
       ORDER BY operation_id DESC LIMIT $3`,
    );
    await divide(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE OR REPLACE FUNCTION "keep_search"() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO operation_search AS s (tenant_id, operation_id, words)
        VALUES (NEW.tenant_id, NEW.id, ${allWordsOf('NEW')})
        ON CONFLICT (tenant_id, operation_id) DO UPDATE SET words = EXCLUDED.words WHERE s.words <> EXCLUDED.words;
        RETURN NULL;
      END $$`);
    await runner.query(`CREATE OR REPLACE TRIGGER "keep_search_of_inserted" AFTER INSERT ON "operations"
      FOR EACH ROW EXECUTE FUNCTION "keep_search"()`);
    await searchIn(
      runner,
      `SELECT f.operation_id FROM operation_search f
       WHERE f.tenant_id = $1 AND f.words LIKE lower($2) ORDER BY f.operation_id DESC LIMIT $3`,
    );
    await walkOperations(runner, `joined AS (${wordsBecome(allWordsOf('o'))})`);
    await runner.query(`DROP FUNCTION "keep_first_search"()`);
    await runner.query(`DROP TABLE "operation_search_later"`);
  }
}

async function keepFirstWords(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE OR REPLACE FUNCTION "keep_first_search"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    BEGIN
      INSERT INTO operation_search (tenant_id, operation_id, words)
      SELECT o.tenant_id, o.id, ${firstWordsOf('o')} FROM inserted o;
      RETURN NULL;
    END $$`);
  await runner.query(`CREATE OR REPLACE TRIGGER "keep_search_of_inserted" AFTER INSERT ON "operations"
    REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION "keep_first_search"()`);
}

/** The trigger on updates stays as it is, and calls this. */
function keepLaterWords(runner: QueryRunner): Promise<unknown> {
  return runner.query(`CREATE OR REPLACE FUNCTION "keep_search"() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    BEGIN
      INSERT INTO operation_search_later AS s (tenant_id, operation_id, words)
      VALUES (NEW.tenant_id, NEW.id, ${laterWordsOf('NEW')})
      ON CONFLICT (tenant_id, operation_id) DO UPDATE SET words = EXCLUDED.words WHERE s.words <> EXCLUDED.words;
      RETURN NULL;
    END $$`);
}

/** As `SearchBehindTheFence1700000059000` has it, over other rows. */
function searchIn(runner: QueryRunner, found: string): Promise<unknown> {
  return runner.query(`CREATE OR REPLACE FUNCTION search_operations(tenant uuid, pattern text, most int)
    RETURNS TABLE (operation_id uuid) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    BEGIN
      IF current_setting('role', true) = 'adcp_api'
        AND tenant IS DISTINCT FROM nullif(current_setting('ado.tenant', true), '')::uuid THEN
        RETURN;
      END IF;
      RETURN QUERY EXECUTE '${found}' USING tenant, pattern, most;
    END $$`);
}

/** The triggers are there, so nothing is missed meanwhile, and an operation that changes meanwhile is newer than this. */
function divide(runner: QueryRunner): Promise<void> {
  return walkOperations(
    runner,
    `later AS (
       INSERT INTO operation_search_later (tenant_id, operation_id, words)
       SELECT o.tenant_id, o.id, ${laterWordsOf('o')} FROM page p
       JOIN operations o ON o.tenant_id = p.tenant_id AND o.id = p.id
       WHERE ${laterWordsOf('o')} <> ''
       ON CONFLICT DO NOTHING
     ), first AS (${wordsBecome(firstWordsOf('o'))})`,
  );
}

function wordsBecome(words: string): string {
  return `UPDATE operation_search s SET words = ${words} FROM page p
    JOIN operations o ON o.tenant_id = p.tenant_id AND o.id = p.id
    WHERE s.tenant_id = p.tenant_id AND s.operation_id = p.id AND s.words <> ${words}`;
}
