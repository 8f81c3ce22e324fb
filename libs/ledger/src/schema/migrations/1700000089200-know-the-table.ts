import type { MigrationInterface, QueryRunner } from 'typeorm';

const refuse = `RAISE EXCEPTION 'this is another database than the one that the service worked on: run "ado restore"'
          USING ERRCODE = 'ADO39';`;
const lookUpServer = `(SELECT system_identifier FROM pg_control_system()) || '/'
          || (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())`;

function replace(name: string, returns: string, body: string): string {
  return `CREATE OR REPLACE FUNCTION "${name}"() RETURNS ${returns} LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$${body} $$`;
}

/** SQL of a session's database. Asks the session first: to call one function from another costs as much as all the rest. */
function known(lookUp: string): string {
  return `coalesce(nullif(current_setting('ado.database', true), ''), ${lookUp}())`;
}

/** @returns a function that looks a session's database up, and has the session remember it */
function remembering(name: string): string {
  return replace(
    name,
    'text',
    `
      DECLARE
        known text := current_setting('ado.database', true);
      BEGIN
        IF known <> '' THEN RETURN known; END IF;
        known := ${lookUpServer};
        PERFORM set_config('ado.database', known, false);
        RETURN known;
      END`,
  );
}

/** @param here SQL of what `database` of the row `i` says where the service works */
function asked(here: string): string[] {
  return [
    replace(
      'is_installed_here',
      'boolean',
      `
      BEGIN
        RETURN EXISTS (SELECT FROM installation i WHERE i.database = ${here});
      END`,
    ),
    replace(
      'demand_installed_here',
      'boolean',
      `
      BEGIN
        IF EXISTS (SELECT FROM installation i WHERE i.database = ${here}) THEN RETURN true; END IF;
        ${refuse}
      END`,
    ),
    replace(
      'forgotten_since',
      'timestamp with time zone',
      `
      DECLARE
        known installation;
      BEGIN
        SELECT i.* INTO known FROM installation i WHERE i.database = ${here};
        IF NOT FOUND THEN
          ${refuse}
        END IF;
        IF known.restored_at IS NULL OR known.finished_at IS NOT NULL THEN RETURN NULL; END IF;
        RETURN known.data_until;
      END`,
    ),
  ];
}

/**
 * The identity of the database (ADR 39) also holds the oid of the table `installation`. A dump that is restored into the
 * database it was made of creates that table anew, and so is noticed. VACUUM FULL and pg_upgrade keep the oid.
 *
 * A session remembers the server and the database alone, in `ado.database`. The oid comes from the row that is looked at,
 * at no cost: so a session that was open during the restore notices it too.
 *
 * The row is carried over only where it was home. A statement that is under way in this moment may take nothing, or be
 * refused, once.
 */
export class KnowTheTable1700000089200 implements MigrationInterface {
  readonly name = 'KnowTheTable1700000089200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(remembering('server_here'));
    await runner.query(
      replace(
        'database_here',
        'text',
        `
      BEGIN
        RETURN ${known('server_here')} || '/' || 'public.installation'::regclass::oid;
      END`,
      ),
    );
    for (const sql of asked(`${known('server_here')} || '/' || i.tableoid`)) await runner.query(sql);
    // Not what a setting of the server says: it may hold the service back at present.
    await runner.query(
      `UPDATE installation SET database = database || '/' || tableoid WHERE database = ${lookUpServer}`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`UPDATE installation SET database = ${lookUpServer}
      WHERE database = ${lookUpServer} || '/' || tableoid`);
    await runner.query(remembering('database_here'));
    for (const sql of asked(known('database_here'))) await runner.query(sql);
    await runner.query('DROP FUNCTION "server_here"()');
  }
}
