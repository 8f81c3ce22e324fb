import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { Log } from '../logging/create-logger';
import { asSessionNotOwn } from './own-session';

export class DatabaseUnreachableError extends Error {
  override readonly name = 'DatabaseUnreachableError';
}

const PAUSE_MS = 500;

/**
 * Waits until the database answers: it may be starting at the same time as this process.
 * @throws DatabaseUnreachableError after `limitMs`, with the last reason; SessionNotOwnError at once, because no waiting helps
 */
export async function waitForDatabase(pool: Pool, log: Log, limitMs: number): Promise<void> {
  const until = Date.now() + limitMs;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await pool.query('SELECT 1');
      return;
    } catch (error) {
      const notOwn = asSessionNotOwn(error);
      if (notOwn !== undefined) throw notOwn;
      const reason = error instanceof Error ? error.message : String(error);
      if (Date.now() + PAUSE_MS >= until) {
        throw new DatabaseUnreachableError(
          `The database did not answer within ${Math.round(limitMs / 1000)} s (${reason}): check that it runs and that DATABASE_URL names it`,
          { cause: error },
        );
      }
      if (attempt === 1 || attempt % 10 === 0) log.info({ reason, attempt }, 'waiting for the database');
      await sleep(PAUSE_MS);
    }
  }
}
