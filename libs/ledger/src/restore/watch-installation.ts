import type { Pool } from 'pg';
import { type CheckStatus, type Log, NotReadyError, type Readiness } from '@adcp-orchestrator/platform';
import { checkInstalledHere, checkNotRestored } from './installation';

/** Postgres is asked at most this often which database it is. */
const ASKED_FOR_MS = 5_000;

/**
 * Has `/readyz`, its metric and the log say that the database is a copy that nobody has adopted, or that the service works
 * on a backup. Nothing depends on this: the statements themselves refuse (`installedHere`).
 * @param elsewhere what a copy means for the process: a worker does nothing there
 */
export function watchInstallation(
  readiness: Readiness,
  pool: Pool,
  elsewhere: Exclude<CheckStatus, typeof CheckStatus.ok>,
): void {
  readiness.register('installation', () => checkInstalledHere(pool), { otherwise: elsewhere, goodForMs: ASKED_FOR_MS });
  readiness.register('restore', () => checkNotRestored(pool), { otherwise: 'degraded', goodForMs: ASKED_FOR_MS });
}

/** Says the same in the log of a process that starts, so that nobody has to ask. What keeps it from asking, readiness tells. */
export async function tellInstallation(pool: Pool, log: Log): Promise<void> {
  for (const check of [checkInstalledHere, checkNotRestored]) {
    try {
      await check(pool);
    } catch (error) {
      if (error instanceof NotReadyError) log.warn(error.message);
    }
  }
}
