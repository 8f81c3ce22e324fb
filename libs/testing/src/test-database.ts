import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Pool } from 'pg';
import { migrateSchema, nameDatabase } from '@adcp-orchestrator/ledger';
import { createLogger } from '@adcp-orchestrator/platform';

/** A database of a suite's own, migrated, on the real server that `npm test` provides. */
export interface TestDatabase {
  url: string;
  pool: Pool;
  /** Closes the pool and drops the database. */
  drop(): Promise<void>;
}

const TEMPLATE = 'adcp_test_template';
/** Suites in other processes may make the template at the same time. This lock lets one of them do it. */
const TEMPLATE_LOCK = 4_711_001;

/**
 * Clones the migrated template into a new database.
 * @throws Error when `TEST_DATABASE_URL` is missing: run the tests with `npm test`
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = process.env['TEST_DATABASE_URL'];
  if (serverUrl === undefined) throw new Error('TEST_DATABASE_URL is not set: run the tests with "npm test"');
  const name = `adcp_test_${randomBytes(6).toString('hex')}`;
  const template = `${TEMPLATE}_${process.env['TEST_RUN_ID'] ?? String(process.ppid)}`;
  await withClient(serverUrl, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    await prepareTemplate(client, serverUrl, template);
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  const url = withDatabase(serverUrl, name);
  const pool = new Pool({ connectionString: url, max: 10 });
  await nameDatabase(pool);
  return {
    url,
    pool,
    async drop() {
      await pool.end();
      await withClient(serverUrl, (client) => dropWhenLeft(client, name));
    },
  };
}

/**
 * The server notices closed connections a moment later. Cutting them off at once would send each an error that nobody
 * listens for any more. So `FORCE` comes only when a connection stays for long. It would fail the suite when a process of
 * the server stands still for 5 s.
 */
async function dropWhenLeft(client: Client, name: string): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt += 1) {
    const { rowCount } = await client.query('SELECT 1 FROM pg_stat_activity WHERE datname = $1', [name]);
    if (rowCount === 0) break;
    await sleep(25);
  }
  await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
}

async function prepareTemplate(client: Client, serverUrl: string, template: string): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [template]);
  if (rowCount === 1) return;
  await client.query(`CREATE DATABASE ${template}`);
  const url = withDatabase(serverUrl, template);
  const pool = new Pool({ connectionString: url, max: 1 });
  try {
    await migrateSchema(url, { pool, log: createLogger('test', 'silent') });
  } finally {
    await pool.end();
  }
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.toString();
}
