import { randomUUID } from 'node:crypto';
import type { Seller } from '@adcp-orchestrator/domain';
import { type Log, type RateStore, createLogger, createRateStore } from '@adcp-orchestrator/platform';
import { type TestDatabase, createTestDatabase, until } from '@adcp-orchestrator/testing';
import { sellerAt } from '@adcp-orchestrator/testing/scripted-seller';
import { RateLimits } from './rate-limits';

const log = createLogger('test', 'silent');
const forever = new AbortController().signal;

function limited(requestsPerSecond: number | null): Seller {
  return sellerAt('http://127.0.0.1:1/mcp', {
    id: randomUUID(),
    limits: { maxConcurrency: 16, requestsPerSecond, minPollSeconds: null },
  });
}

/** How many of `n` calls go out at once, spread over these replicas in turn. */
async function allowed(replicas: readonly RateLimits[], seller: Seller, n: number): Promise<number> {
  const waits = await Promise.all(
    Array.from({ length: n }, (_, index) => replicas[index % replicas.length]!.take(seller, 0, forever)),
  );
  return waits.filter((wait) => wait === 0).length;
}

const redisUrl = process.env['TEST_REDIS_URL'];

describe('the rate limits', () => {
  let database: TestDatabase;
  const stores: RateStore[] = [];
  /** How often replicas found their store away. */
  let away = 0;
  const counting = Object.assign(Object.create(log) as Log, { warn: () => void (away += 1) });

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await database.drop();
  });

  function opened(url: string | null): RateStore {
    const store = createRateStore({ redisUrl: url, pool: database.pool, log });
    stores.push(store);
    return store;
  }

  /** One that has found no store away yet, because it would leave that alone for a while. */
  const replica = (store: RateStore): RateLimits => new RateLimits({ store, log: counting });

  /**
   * Plays rounds until one takes no longer than this and finds its store there, which Redis is once it is connected. What
   * is counted while the machine stands still says nothing of limits.
   */
  async function quickly<T>(longestMs: number, play: () => Promise<T>): Promise<T> {
    return until(`a round of at most ${longestMs} ms`, async () => {
      away = 0;
      const startedAt = performance.now();
      const result = await play();
      return away === 0 && performance.now() - startedAt <= longestMs ? result : undefined;
    });
  }

  const backends: [string, string | null][] = [['Postgres', null]];
  if (redisUrl !== undefined) backends.push(['Redis', redisUrl]);

  it.each(backends)('are shared by all replicas, on %s', async (_, url) => {
    const shared = [opened(url), opened(url), opened(url)];
    const [of5, of1, unlimited] = await quickly(800, async () => {
      const replicas = shared.map(replica);
      return [
        await allowed(replicas, limited(5), 20),
        await allowed(replicas, limited(0.2), 9),
        await allowed(replicas, limited(null), 9),
      ];
    });
    // The window of the limit may end between the calls.
    expect(of5).toBeLessThanOrEqual(10);
    expect(of1).toBe(1);
    expect(unlimited).toBe(9);
  });

  it('make a call wait when its turn comes soon', async () => {
    const limits = replica(opened(null));
    const seller = limited(20);
    const startedAt = Date.now();
    const waits = await Promise.all(Array.from({ length: 45 }, () => limits.take(seller, 60_000, forever)));
    expect(waits.every((wait) => wait === 0)).toBe(true);
    expect(Date.now() - startedAt).toBeGreaterThan(900);
  });

  it('spread what is put off over the time that it needs', async () => {
    const store = opened(null);
    const waits = await quickly(400, () => {
      const [limits, seller] = [replica(store), limited(0.5)];
      return Promise.all(Array.from({ length: 11 }, () => limits.take(seller, 0, forever)));
    });
    const later = waits.filter((wait) => wait > 0).sort((x, y) => x - y);
    expect(later).toHaveLength(10);
    expect(later.at(-1)! - later[0]!).toBeCloseTo(18, 0);
  });

  it('stop waiting when the caller does', async () => {
    const store = opened(null);
    const wait = await quickly(30_000, async () => {
      // The next turn comes after 50 s.
      const [limits, seller] = [replica(store), limited(0.02)];
      await limits.take(seller, 0, forever);
      return limits.take(seller, 60_000, AbortSignal.timeout(50));
    });
    expect(wait).toBeGreaterThan(1);
  });

  it.each<[string, () => RateStore]>([
    ['Redis is not there', () => createRateStore({ redisUrl: 'redis://127.0.0.1:1', pool: database.pool, log })],
    [
      'Postgres is not there',
      () => {
        const query = () => Promise.reject(new Error('the database is away'));
        return createRateStore({ redisUrl: null, pool: { query } as unknown as TestDatabase['pool'], log });
      },
    ],
  ])('let the work go on, at a quarter of the rate, while %s', async (_, open) => {
    const store = open();
    stores.push(store);
    const limits = new RateLimits({ store, log });
    let seller = limited(4);
    const passed = await quickly(800, () => {
      seller = limited(4);
      return allowed([limits], seller, 8);
    });
    expect(passed).toBe(1);
    expect(await limits.take(seller, 30_000, forever)).toBe(0);
  });
});
