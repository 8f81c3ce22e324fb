import type { Pool } from 'pg';
import { type Log, createPool, waitForDatabase } from '@adcp-orchestrator/platform';

/** DATABASE_URL and DATABASE_DIRECT_URL do not lead to one database, or the pooler between is of no use. */
export class PoolerUnusableError extends Error {
  override readonly name = 'PoolerUnusableError';
}

interface Place {
  database: string;
  cluster: string;
}

/**
 * Whether the pooler leads to the database that is migrated, and lets transactions through. Before a rollout it stops the
 * release that would not work.
 * @param direct connections to Postgres itself
 * @throws DatabaseUnreachableError, PoolerUnusableError
 */
export async function checkPooler(options: {
  databaseUrl: string;
  direct: Pool;
  name: string;
  log: Log;
  waitMs: number;
}): Promise<void> {
  const { databaseUrl, direct, name, log, waitMs } = options;
  const pooled = createPool({ databaseUrl, name, max: 1, log, throughPooler: true });
  try {
    await waitForDatabase(pooled, log, waitMs);
    const [there, here] = await Promise.all([throughTransaction(pooled), placeOf(direct)]);
    if (there.cluster === here.cluster && there.database === here.database) return;
    throw new PoolerUnusableError(
      `DATABASE_URL leads to the database "${there.database}" of the server ${there.cluster}, DATABASE_DIRECT_URL to "${here.database}" of ${here.cluster}: both must lead to the same one`,
    );
  } finally {
    await pooled.end();
  }
}

async function placeOf(on: Pick<Pool, 'query'>): Promise<Place> {
  const { rows } = await on.query<Place>(
    `SELECT current_database() AS database, system_identifier::text AS cluster FROM pg_control_system()`,
  );
  const [place] = rows;
  if (place === undefined) throw new Error('pg_control_system() returned no row');
  return place;
}

/** A pooler in statement mode refuses it. */
async function throughTransaction(pool: Pool): Promise<Place> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const place = await placeOf(client);
    await client.query('COMMIT');
    return place;
  } catch (error) {
    throw new PoolerUnusableError(
      `the pooler of DATABASE_URL lets no transaction through (${error instanceof Error ? error.message : String(error)}): PgBouncer needs pool_mode = transaction; docs/connections.md has the recipe`,
      { cause: error },
    );
  } finally {
    client.release(true);
  }
}
