import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { ensureBootstrap } from '@adcp-orchestrator/access';
import { LOCK_TIMEOUT_MS, migrateSchema, withLockPatience } from '@adcp-orchestrator/ledger';
import {
  type ConfigWithoutSecrets,
  type Log,
  createPool,
  poolSizes,
  waitForDatabase,
} from '@adcp-orchestrator/platform';
import { migrateQueueSchema } from '@adcp-orchestrator/queues';
import { checkPooler } from './check-pooler';

/** The database may be starting at the same time as this process. */
const WAIT_MS = 60_000;
const NAME = 'migrator';
/** Another migrator may be at work. This waits for it, because a large table may take long. */
const LOCK_WAIT_MS = 600_000;
const LOCK_LOOK_MS = 500;
const STATEMENT_LIMIT_MS = 1_500_000;
/** "adcp" in ASCII. The lock lets one migrator at a time work on a database. */
const MIGRATION_LOCK = 0x61646370;

export class MigrationLockHeldError extends Error {
  override readonly name = 'MigrationLockHeldError';
}

/**
 * Brings a database to this build's schema: the ledger's migrations, BullMQ's tables when hints travel through
 * Postgres, the first tenant and its admin key. Safe to run at every start, and by several at once.
 * @throws DatabaseUnreachableError after a minute, SessionNotOwnError or PoolerUnusableError at a pooler that does not fit, MigrationLockHeldError or MigrationBlockedError after ten, or the
 *   migration's own error
 */
export async function migrate(config: ConfigWithoutSecrets, log: Log): Promise<void> {
  const pool = createPool({
    databaseUrl: config.directDatabaseUrl,
    name: NAME,
    max: poolSizes[NAME],
    log,
    statementTimeoutMs: STATEMENT_LIMIT_MS,
  });
  try {
    await waitForDatabase(pool, log, WAIT_MS);
    if (config.throughPooler) {
      await checkPooler({ databaseUrl: config.databaseUrl, direct: pool, name: NAME, log, waitMs: WAIT_MS });
    }
    await withMigrationLock(pool, log, () => migrateAll(pool, config, log));
  } finally {
    await pool.end();
  }
}

async function migrateAll(pool: Pool, config: ConfigWithoutSecrets, log: Log): Promise<void> {
  const applied = await migrateSchema(config.directDatabaseUrl, { pool, log });
  log.info({ applied }, 'the ledger has this schema');
  if (config.redisUrl === null) {
    const version = await withLockPatience(() => migrateQueueSchema(pool, LOCK_TIMEOUT_MS), {
      pool,
      log,
      applicationNames: [`adcp-${NAME}`],
    });
    log.info({ version }, 'hints travel through Postgres; the tables of the queues have this schema');
  }
  const tenantId = await ensureBootstrap(pool, { bootstrapKey: config.bootstrapApiKey });
  log.info(
    { tenant: tenantId, adminKey: config.bootstrapApiKey === null ? 'not given' : 'present' },
    'the first tenant is there',
  );
}

/** The lock belongs to the session, so a migrator that dies gives it back. */
async function withMigrationLock(pool: Pool, log: Log, work: () => Promise<void>): Promise<void> {
  const client = await pool.connect();
  try {
    await takeLock(client, log);
    await work();
  } finally {
    client.release(true);
  }
}

/**
 * Asks again and again instead of waiting in Postgres. A waiting statement is an open transaction, and an index that is
 * built concurrently waits for every open transaction. So two migrators would wait for each other.
 */
async function takeLock(client: PoolClient, log: Log): Promise<void> {
  const until = Date.now() + LOCK_WAIT_MS;
  for (let attempt = 1; ; attempt += 1) {
    const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [
      MIGRATION_LOCK,
    ]);
    if (rows[0]?.taken === true) return;
    if (attempt === 1) log.info('another migrator is at work on this database; waiting for it');
    if (Date.now() >= until) {
      throw new MigrationLockHeldError(
        `Another migrator has been at work on this database for ${LOCK_WAIT_MS / 60_000} minutes: see what it waits for, or end it`,
      );
    }
    await sleep(LOCK_LOOK_MS);
  }
}
