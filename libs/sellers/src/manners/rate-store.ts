import { Redis } from 'ioredis';
import type { Pool } from 'pg';
import { type RateLimiterAbstract, RateLimiterPostgres, RateLimiterRedis } from 'rate-limiter-flexible';
import type { Log } from '@adcp-orchestrator/platform';

/** Where the counters are kept that all replicas share. */
export interface RateStore {
  /** Makes a limiter of `points` calls in `seconds`. */
  limiter(points: number, seconds: number): RateLimiterAbstract;
  close(): Promise<void>;
}

const KEY_PREFIX = 'adcp-rate';
const TABLE = 'rate_limits';
const CONNECT_TIMEOUT_MS = 2_000;
const COMMAND_TIMEOUT_MS = 500;
const RECONNECT_MAX_MS = 5_000;
const QUIET_MS = 10_000;

/** @param redisUrl null keeps the counters as rows, in a table that our own migration makes */
export function createRateStore(options: { redisUrl: string | null; pool: Pool; log: Log }): RateStore {
  return options.redisUrl === null ? postgresStore(options.pool) : redisStore(options.redisUrl, options.log);
}

function postgresStore(pool: Pool): RateStore {
  return {
    limiter: (points, seconds) =>
      new RateLimiterPostgres({
        storeClient: pool,
        storeType: 'pool',
        tableName: TABLE,
        tableCreated: true,
        // Each limited seller has one row, which is used again and again. There is nothing to clear.
        clearExpiredByTimeout: false,
        keyPrefix: KEY_PREFIX,
        points,
        duration: seconds,
        inMemoryBlockOnConsumed: points + 1,
      }),
    close: () => Promise.resolve(),
  };
}

/** It fails fast: a limiter that waits for Redis would hold up the very calls that it is there for. */
function redisStore(url: string, log: Log): RateStore {
  const redis = new Redis(url, {
    lazyConnect: false,
    connectTimeout: CONNECT_TIMEOUT_MS,
    commandTimeout: COMMAND_TIMEOUT_MS,
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
  return {
    limiter: (points, seconds) =>
      new RateLimiterRedis({
        storeClient: redis,
        rejectIfRedisNotReady: true,
        keyPrefix: KEY_PREFIX,
        points,
        duration: seconds,
        inMemoryBlockOnConsumed: points + 1,
      }),
    close: () => {
      redis.disconnect();
      return Promise.resolve();
    },
  };
}
