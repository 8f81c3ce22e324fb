import { Redis } from 'ioredis';

const databases = 16;
const claimMs = 15 * 60_000;
const claimKey = 'adcp-e2e:claim';
/** Stays behind when a run was killed, and says that the keys beside it are a test's. */
const markKey = 'adcp-e2e:mark';
/** What the product writes there. */
const productKeys = 'adcp:*';

export interface RedisKeyspace {
  url: string;
  /** Removes what the product wrote, and gives the keyspace back. */
  release(): Promise<void>;
}

async function clean(redis: Redis): Promise<void> {
  for await (const keys of redis.scanStream({ match: productKeys, count: 500 }) as AsyncIterable<string[]>) {
    if (keys.length > 0) await redis.del(...keys);
  }
}

/** @returns whether the keyspace is ours now: nobody has it, and every key in it is a test's */
async function claim(redis: Redis): Promise<boolean> {
  if ((await redis.set(claimKey, String(process.pid), 'PX', claimMs, 'NX')) === null) return false;
  const leftByTests = (await redis.exists(markKey)) === 1;
  if (leftByTests) await clean(redis);
  else if ((await redis.dbsize()) > 1) {
    await redis.del(claimKey);
    return false;
  }
  await redis.set(markKey, '1');
  return true;
}

/**
 * Takes a numbered database of the Redis server for one stack alone. Hints of different stacks must not meet.
 * @throws Error when all are in use
 */
export async function claimRedisKeyspace(serverUrl: string): Promise<RedisKeyspace> {
  for (let number = 1; number < databases; number++) {
    const url = new URL(serverUrl);
    url.pathname = `/${number}`;
    const redis = new Redis(url.toString(), { maxRetriesPerRequest: 1, connectTimeout: 5_000 });
    if (!(await claim(redis))) {
      redis.disconnect();
      continue;
    }
    return {
      url: url.toString(),
      async release() {
        await clean(redis);
        await redis.del(claimKey, markKey);
        redis.disconnect();
      },
    };
  }
  throw new Error(
    `every database of ${new URL(serverUrl).host} but 0 is in use; free one, or set TEST_REDIS_URL to another server`,
  );
}
