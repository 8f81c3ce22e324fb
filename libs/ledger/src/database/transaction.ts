import type { Pool, PoolClient } from 'pg';

/**
 * Runs statements on one connection, one after the other. After an error the connection is closed: nobody knows what
 * state it is in.
 * @throws what `work` or the database throws
 */
export async function onConnection<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    const result = await work(client);
    client.release();
    return result;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/**
 * Runs statements on one connection that become durable together.
 * @returns what `work` returns, once it is committed
 * @throws what `work` or the database throws. Nothing was written then, because the server rolls back what a closed
 *   connection has not committed, unless only the answer to the commit was lost.
 */
export function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  return onConnection(pool, async (client) => {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  });
}
