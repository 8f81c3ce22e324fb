import type { Pool } from 'pg';
import type { Log } from '@adcp-orchestrator/platform';
import { SCHEMA_APPLICATION_NAME, createDataSource } from '../data-source';
import { LOCK_TIMEOUT_MS, type LockPatience, withLockPatience } from './lock-patience';

export interface MigrateSchemaOptions extends Pick<LockPatience, 'patienceMs' | 'firstPauseMs'> {
  /** Another connection to the same database. */
  pool: Pool;
  log: Log;
  lockTimeoutMs?: number;
}

/**
 * Brings a database to the schema of this release, while the release before works on it: nobody waits behind a change
 * for longer than the lock's time limit. One at a time on a database: the migrator holds a lock for it.
 * @param url a Postgres connection string of the schema's owner; a session of its own, not one that a pooler shares
 * @returns the names of what was applied
 * @throws MigrationBlockedError, or a migration's own error; what was applied before it stays
 */
export async function migrateSchema(
  url: string,
  { pool, log, lockTimeoutMs = LOCK_TIMEOUT_MS, ...patience }: MigrateSchemaOptions,
): Promise<string[]> {
  const dataSource = await createDataSource(url, { lockTimeoutMs }).initialize();
  const applied: string[] = [];
  try {
    await withLockPatience(
      async () => {
        for (const { name } of await dataSource.runMigrations()) applied.push(name);
      },
      { pool, log, applicationNames: [SCHEMA_APPLICATION_NAME], ...patience },
    );
  } finally {
    await dataSource.destroy();
  }
  return applied;
}
