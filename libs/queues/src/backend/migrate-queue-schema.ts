import { runMigrations } from 'bullmq';
import type { Pool } from 'pg';
import { QUEUE_SCHEMA } from './queue-backend';

/**
 * Brings BullMQ's tables to the version of this build. Does nothing when they have it. Several processes may run it at
 * once.
 * @param lockTimeoutMs longest that a statement waits for a lock; absent: no limit
 * @returns the schema's version
 */
export async function migrateQueueSchema(pool: Pool, lockTimeoutMs?: number): Promise<number> {
  const client = await pool.connect();
  try {
    if (lockTimeoutMs !== undefined) await client.query(`SET lock_timeout = ${Math.round(lockTimeoutMs)}`);
    return await runMigrations(client, QUEUE_SCHEMA);
  } finally {
    // This session has a search path and a time limit of its own. Back in the pool, it would pass them on to the next
    // user.
    client.release(true);
  }
}
