import type { MigrationInterface, QueryRunner } from 'typeorm';

const changed = ['task_id', 'pending_media_buy_id', 'message']
  .map((column) => `NEW.${column} IS DISTINCT FROM OLD.${column}`)
  .concat(`NEW.outcome ->> 'mediaBuyId' IS DISTINCT FROM OLD.outcome ->> 'mediaBuyId'`)
  .join(' OR ');

/**
 * The gate writes the words that an operation is searched by with everything else, for all rows of its batch. The trigger
 * stays for one release: it serves the sessions that do not say that their gate does so (`ado.gate_keeps_words`).
 */
export class WordsByTheGate1700000084300 implements MigrationInterface {
  readonly name = 'WordsByTheGate1700000084300';

  async up(runner: QueryRunner): Promise<void> {
    await keepWords(runner, `coalesce(current_setting('ado.gate_keeps_words', true), '') = '' AND (${changed})`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await keepWords(runner, changed);
  }
}

function keepWords(runner: QueryRunner, when: string): Promise<unknown> {
  return runner.query(`CREATE OR REPLACE TRIGGER "keep_search_of_updated" AFTER UPDATE ON "operations" FOR EACH ROW
    WHEN (${when}) EXECUTE FUNCTION "keep_search"()`);
}
