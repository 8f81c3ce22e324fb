import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Asks the session first: to call one function from another costs as much as all the rest. */
const here = `coalesce(nullif(current_setting('ado.database', true), ''), database_here())`;
const refuse = `RAISE EXCEPTION 'this is another database than the one that the service worked on: run "ado restore"'
          USING ERRCODE = 'ADO39';`;

function functionOf(body: string): string {
  return `LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$${body} $$`;
}

/**
 * The database knows which one it is (ADR 39), so that a copy of it notices that it is one. `installation` has one row:
 * where the service works, and since when it works on a backup.
 *
 * - `database_here` answers where this session is, by the cluster's system identifier and the oid of the database, and
 *   remembers it in `ado.database`: a session stays where it is. Any other value there holds the service back.
 * - `is_installed_here` is what claims look at: elsewhere they find nothing.
 * - `demand_installed_here` is for what has been asked of us: elsewhere it fails, with SQLSTATE ADO39.
 * - `forgotten_since` is for intake: the last moment of the backup, while the installation is restored.
 *
 * They run with the rights of their owner, because every process calls them, whatever its role may read.
 */
export class KnowTheDatabase1700000088000 implements MigrationInterface {
  readonly name = 'KnowTheDatabase1700000088000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "installation" (
      "only" boolean NOT NULL DEFAULT true,
      "database" text NOT NULL,
      "restored_at" timestamp with time zone,
      "data_until" timestamp with time zone,
      "finished_at" timestamp with time zone,
      CONSTRAINT "PK_installation" PRIMARY KEY ("only"),
      CONSTRAINT "installation_has_one_row" CHECK ("only"))`);
    await runner.query(
      `CREATE FUNCTION "database_here"() RETURNS text ${functionOf(`
      DECLARE
        known text := current_setting('ado.database', true);
      BEGIN
        IF known <> '' THEN RETURN known; END IF;
        known := (SELECT system_identifier FROM pg_control_system()) || '/'
          || (SELECT d.oid FROM pg_database d WHERE d.datname = current_database());
        PERFORM set_config('ado.database', known, false);
        RETURN known;
      END`)}`,
    );
    await runner.query(
      `CREATE FUNCTION "is_installed_here"() RETURNS boolean ${functionOf(`
      BEGIN
        RETURN EXISTS (SELECT FROM installation i WHERE i.database = ${here});
      END`)}`,
    );
    await runner.query(
      `CREATE FUNCTION "demand_installed_here"() RETURNS boolean ${functionOf(`
      BEGIN
        IF EXISTS (SELECT FROM installation i WHERE i.database = ${here}) THEN RETURN true; END IF;
        ${refuse}
      END`)}`,
    );
    await runner.query(
      `CREATE FUNCTION "forgotten_since"() RETURNS timestamp with time zone ${functionOf(`
      DECLARE
        known installation;
      BEGIN
        SELECT * INTO known FROM installation;
        IF known.database IS DISTINCT FROM ${here} THEN
          ${refuse}
        END IF;
        IF known.restored_at IS NULL OR known.finished_at IS NOT NULL THEN RETURN NULL; END IF;
        RETURN known.data_until;
      END`)}`,
    );
    await runner.query(`INSERT INTO installation (database) VALUES (database_here())`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['forgotten_since', 'demand_installed_here', 'is_installed_here', 'database_here']) {
      await runner.query(`DROP FUNCTION "${name}"()`);
    }
    await runner.query(`DROP TABLE "installation"`);
  }
}
