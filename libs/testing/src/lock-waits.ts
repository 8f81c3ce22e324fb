import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';

const PATIENCE_MS = 20_000;

/**
 * Waits until exactly this many statements in the pool's database wait for a lock that the test holds.
 * @throws Error when the number is another after 20 s
 */
export async function awaitLockWaits(pool: Pool, statements: number): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const { rows } = await pool.query<{ waiting: number }>(
      `SELECT count(*)::int AS waiting FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    if (rows[0]?.waiting === statements) return;
    if (Date.now() > end) throw new Error(`${rows[0]?.waiting} statements wait, not ${statements}`);
    await sleep(5);
  }
}
