import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { ProvisioningError, messageOf } from '../shared/problem.mjs';

export interface TemporaryDatabase {
  url: string;
  name: string;
  drop: () => Promise<void>;
}

/**
 * Makes a new database on somebody's server. What runs in it finds none of their data and leaves nothing behind.
 * @param serverUrl a database on the server; its user may CREATE DATABASE
 * @param prefix of the new database's name
 * @throws ProvisioningError
 */
export async function createTemporaryDatabase(serverUrl: string, prefix: string): Promise<TemporaryDatabase> {
  const name = `${prefix}_${randomBytes(5).toString('hex')}`;
  try {
    await query(serverUrl, `CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  } catch (error) {
    throw new ProvisioningError(
      `No database could be made on the server that DATABASE_URL names: ${messageOf(error)}`,
      'Start the server, give its user the right (ALTER ROLE … CREATEDB), or leave DATABASE_URL unset for an embedded Postgres.',
      { cause: error },
    );
  }
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { url: url.toString(), name, drop: () => dropDatabase(serverUrl, name) };
}

/**
 * Drops what a test run made on a server that outlives it: the databases whose names carry the run's id.
 * @param runId `TEST_RUN_ID` of the run
 */
export async function dropRunDatabases(serverUrl: string, runId: string): Promise<void> {
  const rows = await query(serverUrl, 'SELECT datname FROM pg_database WHERE right(datname, length($1)) = $1', [
    `_${runId}`,
  ]);
  for (const { datname } of rows as { datname: string }[]) await dropDatabase(serverUrl, datname);
}

export async function dropDatabase(serverUrl: string, name: string): Promise<void> {
  await query(serverUrl, `DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`);
}

async function query(url: string, text: string, values?: unknown[]): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, query_timeout: 60_000 });
  try {
    await client.connect();
    return (await client.query<object>(text, values)).rows;
  } finally {
    await client.end().catch(() => undefined); // it may never have been connected
  }
}
