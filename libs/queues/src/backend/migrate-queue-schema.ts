import { runMigrations } from 'bullmq';
import type { Pool } from 'pg';
import { QUEUE_SCHEMA } from './queue-backend';

/**
 * Brings BullMQ's tables to the version of this build; a no-op when they are. Several may run it at once.
 * @param lockTimeoutMs longest that a statement waits for a lock; absent: as long as it takes
 * @returns the schema's version
 */
export async function migrateQueueSchema(pool: Pool, lockTimeoutMs?: number): Promise<number> {
  const client = await pool.connect();
  try {
    if (lockTimeoutMs !== undefined) await client.query(`SET lock_timeout = ${Math.round(lockTimeoutMs)}`);
    return await runMigrations(client, QUEUE_SCHEMA);
  } finally {
    // The session's search path is set, and its time limit: the connection must not go back into the pool.
    client.release(true);
  }
}
