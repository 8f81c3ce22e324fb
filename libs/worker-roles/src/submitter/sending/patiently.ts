import { setTimeout as sleep } from 'node:timers/promises';
import { type Log, SecretOpenError } from '@adcp-orchestrator/platform';
import { SellerUnknownError } from '@adcp-orchestrator/sellers';

/** Pauses between tries while the database is away. A lease is renewed as soon as it is back. */
const DATABASE_PAUSES_MS = [200, 500, 1_000, 2_000, 4_000, 8_000];

/**
 * Bridges a restart of the database.
 * @param about what the log says of the work, such as the operation
 * @throws the last error; at once, an error that is not about the database
 */
export async function patiently<T>(
  work: () => Promise<T>,
  log: Log,
  about: object,
  pausesMs: readonly number[] = DATABASE_PAUSES_MS,
): Promise<T> {
  for (const pause of pausesMs) {
    try {
      return await work();
    } catch (error) {
      if (isOurs(error)) throw error;
      log.warn({ err: error, ...about }, 'the ledger could not be reached yet');
      await sleep(pause);
    }
  }
  return work();
}

/** Trying again does not help with these. A person has to act. */
export function isOurs(error: unknown): boolean {
  return error instanceof SellerUnknownError || error instanceof SecretOpenError;
}
