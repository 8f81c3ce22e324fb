import { DatabaseError, type Pool } from 'pg';
import { NotReadyError, TAKES_NO_WRITES, reasonOf } from '../health/reason-of';
import type { Readiness } from '../health/readiness';
import { asSessionNotOwn } from './own-session';

/** `/readyz` is public: however often it is asked, Postgres is asked once a second. */
const ANSWERED_FOR_MS = 1_000;
/**
 * A schema does not go backwards by itself. But the database behind a URL may be exchanged, or restored from before an
 * upgrade.
 */
const SCHEMA_FOR_MS = 30_000;

/** Whether Postgres answers and takes writes, and whether the schema is the one that this app needs. */
export function registerDatabaseChecks(
  readiness: Readiness,
  pool: Pool,
  checkSchema: (pool: Pool) => Promise<void>,
): void {
  readiness.register('database', () => askDatabase(pool), { goodForMs: ANSWERED_FOR_MS });
  readiness.register('schema', () => checkSchema(pool), { goodForMs: SCHEMA_FOR_MS });
}

async function askDatabase(pool: Pool): Promise<void> {
  try {
    // After a failover the same address may lead to a standby. It answers, but takes no writes.
    const { rows } = await pool.query<{ on: string }>(`SELECT current_setting('transaction_read_only') AS on`);
    if (rows[0]?.on === 'on') throw new NotReadyError(TAKES_NO_WRITES);
  } catch (error) {
    const notOwn = asSessionNotOwn(error);
    if (notOwn !== undefined) throw notOwn;
    if (error instanceof DatabaseError || error instanceof NotReadyError) throw error;
    throw new NotReadyError(
      `Postgres cannot be reached: check that it runs and that DATABASE_URL names it (${reasonOf(error)})`,
      { cause: error },
    );
  }
}
