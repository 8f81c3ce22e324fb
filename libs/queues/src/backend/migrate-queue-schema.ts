import { runMigrations } from 'bullmq';
import type { Pool } from 'pg';
import { QUEUE_SCHEMA } from './queue-backend';

/**
 * Brings BullMQ's tables to the version of this build; a no-op when they are. Several may run it at once.
 * @returns the schema's version
 */
export async function migrateQueueSchema(pool: Pool): Promise<number> {
  const client = await pool.connect();
  try {
    return await runMigrations(client, QUEUE_SCHEMA);
  } finally {
    // The migration has set the session's search path: the connection must not go back into the pool.
    client.release(true);
  }
}
