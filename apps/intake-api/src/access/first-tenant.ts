import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Log,
  NotReadyError,
  type Readiness,
  type Shutdown,
  ShutdownPhase,
  reasonOf,
} from '@adcp-orchestrator/platform';

export interface FirstTenantOptions {
  /** Makes the first tenant and its admin key; may be repeated. */
  make: () => Promise<unknown>;
  readiness: Readiness;
  shutdown: Shutdown;
  log: Log;
  pauseMs?: number;
}

const PAUSE_MS = 1_000;
const LOGGED_EVERY = 30;

/**
 * Makes the first tenant as soon as the database can take it, however late Postgres or the migrator comes. Until then
 * the API is not ready.
 */
export async function makeFirstTenant({
  make,
  readiness,
  shutdown,
  log,
  pauseMs = PAUSE_MS,
}: FirstTenantOptions): Promise<void> {
  const stopping = new AbortController();
  shutdown.add(ShutdownPhase.stopTakingWork, 'first tenant', () => {
    stopping.abort();
  });
  let missing: string | null = 'it is being made';
  readiness.register('first tenant', () => {
    if (missing !== null) throw new NotReadyError(missing);
  });
  for (let attempt = 0; !stopping.signal.aborted; attempt += 1) {
    try {
      await make();
      missing = null;
      return;
    } catch (error) {
      missing = `it is not made yet: ${reasonOf(error)}`;
      if (attempt % LOGGED_EVERY === 0) log.warn({ err: error }, 'the first tenant cannot be made yet; tried again');
      await sleep(pauseMs, undefined, { ref: false });
    }
  }
}
