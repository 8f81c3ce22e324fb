// @ts-check
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { ProvisioningError, messageOf } from '../shared/problem.mjs';

/**
 * Makes a database of its own on somebody's server, so that what runs in it neither finds nor leaves anything in theirs.
 * @param {string} serverUrl a database on the server; its user may CREATE DATABASE
 * @param {string} prefix of the new database's name
 * @returns {Promise<{ url: string, name: string, drop: () => Promise<void> }>}
 * @throws {ProvisioningError}
 */
export async function createTemporaryDatabase(serverUrl, prefix) {
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
 * Drops what a test run made on a server that goes on living: the databases whose names carry the run's id.
 * @param {string} serverUrl
 * @param {string} runId `TEST_RUN_ID` of the run
 */
export async function dropRunDatabases(serverUrl, runId) {
  const { rows } = await query(serverUrl, 'SELECT datname FROM pg_database WHERE right(datname, length($1)) = $1', [
    `_${runId}`,
  ]);
  for (const { datname } of rows) await dropDatabase(serverUrl, datname);
}

/**
 * @param {string} serverUrl
 * @param {string} name
 */
export async function dropDatabase(serverUrl, name) {
  await query(serverUrl, `DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`);
}

/**
 * @param {string} url
 * @param {string} text
 * @param {unknown[]} [values]
 * @returns {Promise<{ rows: any[] }>}
 */
async function query(url, text, values) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, query_timeout: 60_000 });
  try {
    await client.connect();
    return await client.query(text, values);
  } finally {
    await client.end().catch(() => undefined); // it may never have been connected
  }
}
