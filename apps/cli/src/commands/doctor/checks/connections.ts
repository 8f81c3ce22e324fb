import type { Pool } from 'pg';
import { type ConfigWithoutSecrets, connectionsNeeded } from '@adcp-orchestrator/platform';
import { QUEUE_POOL_SIZE } from '@adcp-orchestrator/queues';
import { type Verdict, fail, ok, warn } from '../finding';

/** Above this share, a rollout or a busy hour finds no connection. */
const NEARLY_ALL = 0.9;

/**
 * Compares what Postgres allows with what is in use and with what the processes may take.
 * @param pool of Postgres itself: a pooler has numbers of its own
 */
export async function judgeConnections(pool: Pool, config: ConfigWithoutSecrets, replicas: number): Promise<Verdict> {
  // The counts of pg_stat_database are shown to every role; the rows of pg_stat_activity are not, whole.
  const { rows } = await pool.query<{ most: number; used: number }>(
    `SELECT current_setting('max_connections')::int AS most,
       (SELECT coalesce(sum(numbackends), 0)::int FROM pg_stat_database) AS used`,
  );
  const { most = 0, used = 0 } = rows[0] ?? {};
  const { redisUrl, throughPooler } = config;
  const needed = connectionsNeeded({ replicas, throughPooler, ofQueues: redisUrl === null ? QUEUE_POOL_SIZE : 0 });
  const whole = `${used} of ${most} in use; ${replicas} of each service may take ${needed} while a release rolls${throughPooler ? ', beside those of the pooler' : ''}`;
  if (used >= most * NEARLY_ALL)
    return fail(whole, 'Raise max_connections, or put PgBouncer before Postgres (docs/connections.md).');
  if (needed > most)
    return warn(
      whole,
      `Set max_connections to ${needed} or more, or put PgBouncer before Postgres (docs/connections.md).`,
    );
  return ok(whole);
}
