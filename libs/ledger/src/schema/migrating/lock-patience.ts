import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { Log } from '@adcp-orchestrator/platform';
import { type BlockingSession, blockingSessions } from './blocking-sessions';

/**
 * The longest that a change of the schema waits for a lock. All who come later wait behind it, readers too. Behind a
 * dump that reads a table for an hour, a change that simply waited would stop the whole product for that hour. With this
 * limit no request waits 3 s, the statement itself included; `npm run test:migrations` measures it.
 */
export const LOCK_TIMEOUT_MS = 1_000;
const LOCK_NOT_AVAILABLE = '55P03';
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
const PATIENCE_MS = 600_000;
const LOOK_MS = 250;
const TELL_EVERY_MS = 30_000;

/** Other sessions held their locks for longer than a migration is willing to try. */
export class MigrationBlockedError extends Error {
  override readonly name = 'MigrationBlockedError';
}

export interface LockPatience {
  /** Connections that look who blocks. Not the connection that migrates. */
  pool: Pool;
  /** The application names of the sessions that migrate, in `pg_stat_activity`. */
  applicationNames: readonly string[];
  log: Log;
  patienceMs?: number;
  firstPauseMs?: number;
}

/**
 * Does work whose statements give up when they do not get a lock soon. It tries again, with growing pauses, until the
 * work succeeds; in the pauses, those who waited behind it go on. It logs who holds the lock.
 * @param work may run several times, and must not do twice what is done
 * @throws MigrationBlockedError after ten minutes: names who held the lock, and the way out
 */
export async function withLockPatience<T>(work: () => Promise<T>, options: LockPatience): Promise<T> {
  const { log, patienceMs = PATIENCE_MS, firstPauseMs = FIRST_PAUSE_MS } = options;
  const watch = watchBlockers(options);
  const until = Date.now() + patienceMs;
  try {
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
      try {
        return await work();
      } catch (error) {
        if (!isLockTimeout(error)) throw error;
        if (Date.now() + pauseMs >= until) throw blocked(watch.last(), patienceMs, error);
        const nextInMs = jittered(pauseMs);
        log.warn(
          { blockers: watch.last().map(({ words }) => words), nextInMs },
          'a change of the schema did not get its lock and let others pass; tried again',
        );
        await sleep(nextInMs);
      }
    }
  } finally {
    await watch.stop();
  }
}

/** Up to a quarter less or more, so that the tries do not keep in step with what holds the lock every few seconds. */
function jittered(pauseMs: number): number {
  return Math.round(pauseMs * (0.75 + Math.random() / 2));
}

/** TypeORM wraps the driver's error and keeps its code. */
function isLockTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE;
}

function blocked(blockers: readonly BlockingSession[], patienceMs: number, cause: unknown): MigrationBlockedError {
  const who =
    blockers.length === 0 ? 'sessions that were gone when looked for' : blockers.map((one) => one.words).join('; ');
  const pids = blockers.filter(({ pid }) => pid !== 0);
  const wayOut =
    pids.length === 0
      ? ''
      : `, or end them (${pids.map(({ pid }) => `SELECT pg_terminate_backend(${pid})`).join('; ')})`;
  return new MigrationBlockedError(
    `The schema could not be changed for ${Math.round(patienceMs / 1000)} s, because others hold locks on its tables: ${who}. ` +
      `Wait until they have ended${wayOut}, and run the migrator again: it goes on where it stopped. The release that runs is not affected.`,
    { cause },
  );
}

/** Looks four times a second who blocks. Once the lock's time is up, nobody can see it any more. */
function watchBlockers({ pool, applicationNames, log }: LockPatience): {
  last: () => BlockingSession[];
  stop: () => Promise<void>;
} {
  const stopping = new AbortController();
  let last: BlockingSession[] = [];
  let toldAt = Date.now();
  const watching = (async () => {
    while (!stopping.signal.aborted) {
      try {
        const now = await blockingSessions(pool, applicationNames);
        if (now.length > 0) last = now;
        if (now.length > 0 && Date.now() - toldAt > TELL_EVERY_MS) {
          toldAt = Date.now();
          log.info({ blockers: now.map(({ words }) => words) }, 'a change of the schema waits for these sessions');
        }
      } catch (error) {
        log.debug({ err: error }, 'who blocks the migration could not be seen');
      }
      await sleep(LOOK_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    last: () => last,
    stop: async () => {
      stopping.abort();
      await watching;
    },
  };
}
