import type { Pool } from 'pg';
import type { ConfigWithoutSecrets } from '@adcp-orchestrator/platform';
import { judgeAddresses } from './checks/addresses';
import { type ClockReading, judgeClock } from './checks/clocks';
import { judgeConnections } from './checks/connections';
import { judgeDatabase, judgeInstallation, judgeSchema, judgeSecrets } from './checks/database';
import type { RedisLook } from './checks/redis';
import { judgeAttention, judgeDeadLetters, judgeOverdue, judgeQueues } from './checks/work';
import type { Verdict } from './finding';
import type { Check } from './run-check';
import type { Servers } from './servers';

const LIMIT_MS = 10_000;
const ADDRESSES_LIMIT_MS = 120_000;
const REACH_POSTGRES = 'Check that Postgres runs, that DATABASE_URL names it, and the user and password in it.';
const REACH_REDIS = 'Check that Redis runs, that REDIS_URL names it, and the user and password in it (docs/redis.md).';

/** What is asked of Postgres, Redis and the addresses of sellers. */
export function serverChecks(
  servers: Servers,
  config: ConfigWithoutSecrets,
  replicas: number,
  now: () => Date,
): Check[] {
  const { pool, direct, redis, log } = servers;
  const ofPostgres = (name: string, look: Check['look']): Check => ({
    name,
    limitMs: LIMIT_MS,
    whatToDo: REACH_POSTGRES,
    look,
  });
  const ofRedis = (name: string, look: (redis: RedisLook) => Promise<Verdict | Verdict[]>): Check[] =>
    redis === null ? [] : [{ name, limitMs: LIMIT_MS, whatToDo: REACH_REDIS, look: () => look(redis) }];
  return [
    ofPostgres('database', () => judgeDatabase(pool)),
    ...(direct === pool ? [] : [ofPostgres('database past the pooler', () => judgeDatabase(direct))]),
    ofPostgres('schema', () => judgeSchema(pool)),
    ofPostgres('installation', () => judgeInstallation(pool)),
    ofPostgres('secrets', () => judgeSecrets(pool, config)),
    ofPostgres('connections', () => judgeConnections(direct, config, replicas)),
    ofPostgres('clock of Postgres', async () => judgeClock(await readPostgresClock(direct, now))),
    ...ofRedis('redis', (look) => look.judge()),
    ...ofRedis('clock of Redis', (look) => judgeRedisClocks(look, now)),
    ofPostgres('queues', () => judgeQueues({ redisUrl: config.redisUrl, databaseUrl: config.directDatabaseUrl, log })),
    ofPostgres('overdue', () => judgeOverdue(pool, now())),
    ofPostgres('dead letters', () => judgeDeadLetters(pool)),
    ofPostgres('attention', () => judgeAttention(pool, now())),
    { ...ofPostgres('addresses', () => judgeAddresses(pool, config, now())), limitMs: ADDRESSES_LIMIT_MS },
  ];
}

async function readPostgresClock(pool: Pool, now: () => Date): Promise<ClockReading> {
  const client = await pool.connect();
  try {
    const before = now();
    const { rows } = await client.query<{ at: Date }>('SELECT clock_timestamp() AS at');
    return { before, theirs: rows[0]?.at ?? before, after: now() };
  } finally {
    client.release();
  }
}

async function judgeRedisClocks(look: RedisLook, now: () => Date): Promise<Verdict[]> {
  const masters = await look.masters();
  return Promise.all(
    masters.map(async ({ name, server }) => {
      // The first one waits until the connection is there.
      await server.time();
      const before = now();
      const [seconds, microseconds] = await server.time();
      const theirs = new Date(Number(seconds) * 1_000 + Number(microseconds) / 1_000);
      const verdict = judgeClock({ before, theirs, after: now() });
      return masters.length === 1 ? verdict : { ...verdict, about: name };
    }),
  );
}
