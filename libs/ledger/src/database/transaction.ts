import type { Pool, PoolClient } from 'pg';

/**
 * Statements that become durable together, on one connection.
 * @returns what `work` returns, once it is committed
 * @throws what `work` or the database throws; nothing was written then, unless only the answer to the commit was lost
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
    // Closed, so that the server rolls back whatever state it is in.
    client.release(true);
    throw error;
  }
}
