import { Pool } from 'pg';
import type { Log } from '@adcp-orchestrator/platform';
import { SCHEMA_APPLICATION_NAME, createDataSource } from '../data-source';
import { raiseFence } from '../fence/fence';
import { LOCK_TIMEOUT_MS, type LockPatience, withLockPatience } from './lock-patience';

export interface MigrateSchemaOptions extends Pick<LockPatience, 'patienceMs' | 'firstPauseMs'> {
  /** Other connections to the same database, for looking who blocks. */
  pool: Pool;
  log: Log;
  lockTimeoutMs?: number;
}

/**
 * Brings a database to the schema of this release, and puts its tables behind the fence between tenants, while the previous release works on it. Nobody waits behind a change
 * for longer than the lock's time limit. Only one may run at a time on a database; the migrator holds a lock for that.
 * @param url a Postgres connection string of the schema's owner, for a session of its own: not one that a pooler shares
 * @returns the names of the migrations that were applied
 * @throws MigrationBlockedError, FenceRolesMissingError, or a migration's own error; what was applied before stays
 */
export async function migrateSchema(
  url: string,
  { pool, log, lockTimeoutMs = LOCK_TIMEOUT_MS, ...patience }: MigrateSchemaOptions,
): Promise<string[]> {
  const dataSource = await createDataSource(url, { lockTimeoutMs }).initialize();
  const owner = new Pool({
    connectionString: url,
    application_name: SCHEMA_APPLICATION_NAME,
    lock_timeout: lockTimeoutMs,
    max: 1,
  });
  const applied: string[] = [];
  try {
    await withLockPatience(
      async () => {
        for (const { name } of await dataSource.runMigrations()) applied.push(name);
        await raiseFence(owner);
      },
      { pool, log, applicationNames: [SCHEMA_APPLICATION_NAME], ...patience },
    );
  } finally {
    await Promise.all([dataSource.destroy(), owner.end()]);
  }
  return applied;
}
