import type { Pool, PoolClient } from 'pg';
import { ensureBootstrap } from '@adcp-orchestrator/access';
import { createDataSource } from '@adcp-orchestrator/ledger';
import { type ConfigWithoutSecrets, type Log, createPool, waitForDatabase } from '@adcp-orchestrator/platform';
import { migrateQueueSchema } from '@adcp-orchestrator/queues';

/** The database may be starting at the same time as we are. */
const WAIT_MS = 60_000;
/** Another migrator may be at work: a long migration of a large table is waited for. */
const LOCK_WAIT_MS = 600_000;
const STATEMENT_LIMIT_MS = 1_500_000;
/** "adcp" in ASCII: one migrator at a time works on a database. */
const MIGRATION_LOCK = 0x61646370;

export class MigrationLockHeldError extends Error {
  override readonly name = 'MigrationLockHeldError';
}

/**
 * Brings a database to this build's schema: the ledger's migrations, BullMQ's tables when hints travel through
 * Postgres, the first tenant and its admin key. Safe to run at every start, and by several at once.
 * @throws DatabaseUnreachableError after a minute, MigrationLockHeldError after ten, or the migration's own error
 */
export async function migrate(config: ConfigWithoutSecrets, log: Log): Promise<void> {
  const pool = createPool({
    databaseUrl: config.databaseUrl,
    name: 'migrator',
    max: 3,
    log,
    statementTimeoutMs: STATEMENT_LIMIT_MS,
  });
  try {
    await waitForDatabase(pool, log, WAIT_MS);
    await withMigrationLock(pool, () => migrateAll(pool, config, log));
  } finally {
    await pool.end();
  }
}

async function migrateAll(pool: Pool, config: ConfigWithoutSecrets, log: Log): Promise<void> {
  const dataSource = await createDataSource(config.databaseUrl).initialize();
  try {
    const applied = await dataSource.runMigrations();
    log.info({ applied: applied.map(({ name }) => name) }, 'the ledger has this schema');
  } finally {
    await dataSource.destroy();
  }
  if (config.redisUrl === null) {
    const version = await migrateQueueSchema(pool);
    log.info({ version }, 'hints travel through Postgres; the tables of the queues have this schema');
  }
  const tenantId = await ensureBootstrap(pool, { bootstrapKey: config.bootstrapApiKey });
  log.info(
    { tenant: tenantId, adminKey: config.bootstrapApiKey === null ? 'not given' : 'present' },
    'the first tenant is there',
  );
}

/** The lock is the session's: a migrator that dies gives it back. */
async function withMigrationLock(pool: Pool, work: () => Promise<void>): Promise<void> {
  const client = await pool.connect();
  try {
    await takeLock(client);
    await work();
  } finally {
    client.release(true);
  }
}

async function takeLock(client: PoolClient): Promise<void> {
  await client.query(`SELECT set_config('lock_timeout', $1, false)`, [`${LOCK_WAIT_MS}ms`]);
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
  } catch (error) {
    throw new MigrationLockHeldError(
      `Another migrator has been at work on this database for ${LOCK_WAIT_MS / 60_000} minutes: see what it waits for, or end it`,
      { cause: error },
    );
  }
}
