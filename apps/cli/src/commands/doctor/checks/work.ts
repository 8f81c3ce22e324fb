import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { countAttention, countDeadDeliveries, overdueAge, overdueRows } from '@adcp-orchestrator/ledger';
import { type Log, NotReadyError } from '@adcp-orchestrator/platform';
import { QueueBackend } from '@adcp-orchestrator/queues';
import { duration } from '../../../output/moment';
import { type Verdict, fail, ok, warn } from '../finding';

/** As the alerts `AdoSubmitLag`, `AdoPollLag` and `AdoNotifyLag` have it. */
export const lateAfterSeconds = { submit: 60, poll: 300, notify: 300 } as const;
const workers = { submit: 'submitter', poll: 'poller', notify: 'notifier' } as const;
const QUEUE_TRIES = 4;
const QUEUE_PAUSE_MS = 500;
const kinds = ['submit', 'poll', 'notify'] as const;

/** Whether hints can travel, by Redis or by the tables of the queues. */
export async function judgeQueues(options: {
  redisUrl: string | null;
  databaseUrl: string;
  log: Log;
}): Promise<Verdict> {
  const backend = new QueueBackend({ ...options, name: 'doctor' });
  try {
    await whenConnected(() => backend.check());
    return ok(`hints travel through ${backend.kind === 'redis' ? 'Redis' : 'Postgres'}`);
  } catch (error) {
    if (!(error instanceof NotReadyError)) throw error;
    return warn(error.message, 'Follow docs/runbooks/redis-lost.md; without Redis, run the migrator.');
  } finally {
    await backend.close();
  }
}

/** The check is made for a process that runs: it gives the connection, which has to open here, less than a second. */
async function whenConnected(check: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await check();
      return;
    } catch (error) {
      if (tries === QUEUE_TRIES) throw error;
      await sleep(QUEUE_PAUSE_MS);
    }
  }
}

/** Rows that are due, and that no worker serves. */
export async function judgeOverdue(pool: Pool, now: Date): Promise<Verdict[]> {
  const [rows, ages] = await Promise.all([overdueRows(pool, now), overdueAge(pool, now)]);
  const late = kinds.filter((kind) => ages[kind] > lateAfterSeconds[kind]);
  if (late.length === 0) return [ok(kinds.map((kind) => `${rows[kind]} to ${kind}`).join(', ') + ' are due now')];
  return late.map((kind) => ({
    ...fail(
      `${rows[kind]} rows are due, the oldest for ${duration(ages[kind] * 1_000)}`,
      `See whether a ${workers[kind]} runs and is ready (docs/runbooks/stuck-queue.md).`,
    ),
    about: kind,
  }));
}

export async function judgeDeadLetters(pool: Pool): Promise<Verdict> {
  const counts = await countDeadDeliveries(pool);
  const all = counts.reduce((sum, { count }) => sum + count, 0);
  if (all === 0) return ok('no notification was given up');
  return warn(
    `${all} notifications were given up, of ${counts.length} tenants`,
    'See "ado deliveries list" with a key of the tenant (docs/runbooks/dead-letters.md).',
  );
}

export async function judgeAttention(pool: Pool, now: Date): Promise<Verdict> {
  const counts = await countAttention(pool);
  const all = counts.reduce((sum, { count }) => sum + count, 0);
  if (all === 0) return ok('no operation needs a person');
  const since = Math.min(...counts.map((each) => each.since.getTime()));
  return warn(
    `${all} operations need a person, one of them for ${duration(now.getTime() - since)}`,
    'See "ado attention" with a key of the tenant.',
  );
}
