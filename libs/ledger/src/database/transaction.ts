import type { Pool, PoolClient } from 'pg';

/**
 * Runs statements on one connection that become durable together.
 * @returns what `work` returns, once it is committed
 * @throws what `work` or the database throws. Nothing was written then, unless only the answer to the commit was lost.
 */
export async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    client.release();
    return result;
  } catch (error) {
    // Closing the connection makes the server roll back, whatever state it is in.
    client.release(true);
    throw error;
  }
}
