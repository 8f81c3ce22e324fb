import type { Pool } from 'pg';
import { type RateLimiterAbstract, RateLimiterPostgres, RateLimiterRedis } from 'rate-limiter-flexible';
import type { Log } from '../logging/create-logger';
import { connectRedis } from '../redis';

/** Where the counters are kept that all replicas share. */
export interface RateStore {
  /** Makes a limiter of `points` calls in `seconds`. It remembers what is used up, and does not ask again until then. */
  limiter(points: number, seconds: number): RateLimiterAbstract;
  /** The same, but every call reaches the store: the answer always tells how many points were taken by all. */
  counter(points: number, seconds: number): RateLimiterAbstract;
  close(): Promise<void>;
}

const KEY_PREFIX = 'adcp-rate';
const TABLE = 'rate_limits';
const CONNECT_TIMEOUT_MS = 2_000;
const COMMAND_TIMEOUT_MS = 500;
const SILENCE_MS = 2_000;
const RECONNECT_MAX_MS = 5_000;
const QUIET_MS = 10_000;

/** @param redisUrl null keeps the counters as rows, in a table that our own migration makes */
export function createRateStore(options: { redisUrl: string | null; pool: Pool; log: Log }): RateStore {
  return options.redisUrl === null ? postgresStore(options.pool) : redisStore(options.redisUrl, options.log);
}

function postgresStore(pool: Pool): RateStore {
  const shared = {
    storeClient: pool,
    storeType: 'pool',
    tableName: TABLE,
    tableCreated: true,
    // Each limited seller, key and tenant has one row, which is used again and again. There is nothing to clear.
    clearExpiredByTimeout: false,
    keyPrefix: KEY_PREFIX,
  };
  return {
    limiter: (points, seconds) =>
      new RateLimiterPostgres({ ...shared, points, duration: seconds, inMemoryBlockOnConsumed: points + 1 }),
    counter: (points, seconds) => new RateLimiterPostgres({ ...shared, points, duration: seconds }),
    close: () => Promise.resolve(),
  };
}

/** It fails fast: a limiter that waits for Redis would hold up the very calls that it is there for. */
function redisStore(url: string, log: Log): RateStore {
  const redis = connectRedis(url, {
    connectTimeout: CONNECT_TIMEOUT_MS,
    commandTimeout: COMMAND_TIMEOUT_MS,
    socketTimeout: SILENCE_MS,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    retryStrategy: (times) => Math.min(times * 200, RECONNECT_MAX_MS),
  });
  let quietUntil = 0;
  redis.on('error', (error: Error) => {
    if (Date.now() < quietUntil) return;
    quietUntil = Date.now() + QUIET_MS;
    log.warn({ err: error }, 'the store of the rate limits has a problem');
  });
  const shared = { storeClient: redis, rejectIfRedisNotReady: true, keyPrefix: KEY_PREFIX };
  return {
    limiter: (points, seconds) =>
      new RateLimiterRedis({ ...shared, points, duration: seconds, inMemoryBlockOnConsumed: points + 1 }),
    counter: (points, seconds) => new RateLimiterRedis({ ...shared, points, duration: seconds }),
    close: () => {
      redis.disconnect();
      return Promise.resolve();
    },
  };
}
