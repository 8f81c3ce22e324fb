import { randomUUID } from 'node:crypto';
import type { Seller } from '@adcp-orchestrator/domain';
import { type RateStore, createLogger, createRateStore } from '@adcp-orchestrator/platform';
import { type TestDatabase, createTestDatabase } from '@adcp-orchestrator/testing';
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

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await database.drop();
  });

  function replica(url: string | null): RateLimits {
    const store = createRateStore({ redisUrl: url, pool: database.pool, log });
    stores.push(store);
    return new RateLimits({ store, log });
  }

  const backends: [string, string | null][] = [['Postgres', null]];
  if (redisUrl !== undefined) backends.push(['Redis', redisUrl]);

  it.each(backends)('are shared by all replicas, on %s', async (_, url) => {
    const replicas = [replica(url), replica(url), replica(url)];
    await new Promise((resolve) => setTimeout(resolve, 300)); // until Redis is connected
    // The window of the limit may end between the calls.
    expect(await allowed(replicas, limited(5), 20)).toBeLessThanOrEqual(10);
    expect(await allowed(replicas, limited(0.2), 9)).toBe(1);
    expect(await allowed(replicas, limited(null), 9)).toBe(9);
  });

  it('make a call wait when its turn comes soon', async () => {
    const limits = replica(null);
    const seller = limited(20);
    const startedAt = Date.now();
    const waits = await Promise.all(Array.from({ length: 45 }, () => limits.take(seller, 5_000, forever)));
    expect(waits.every((wait) => wait === 0)).toBe(true);
    expect(Date.now() - startedAt).toBeGreaterThan(900);
    expect(Date.now() - startedAt).toBeLessThan(5_000);
  });

  it('spread what is put off over the time that it needs', async () => {
    const limits = replica(null);
    const seller = limited(0.5);
    const waits = await Promise.all(Array.from({ length: 11 }, () => limits.take(seller, 0, forever)));
    const later = waits.filter((wait) => wait > 0).sort((x, y) => x - y);
    expect(later).toHaveLength(10);
    expect(later.at(-1)! - later[0]!).toBeCloseTo(18, 0);
  });

  it('stop waiting when the caller does', async () => {
    const limits = replica(null);
    const seller = limited(0.1);
    await limits.take(seller, 0, forever);
    const startedAt = Date.now();
    expect(await limits.take(seller, 60_000, AbortSignal.timeout(50))).toBeGreaterThan(1);
    expect(Date.now() - startedAt).toBeLessThan(2_000);
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
    const seller = limited(4);
    expect(await allowed([limits], seller, 8)).toBe(1);
    expect(await limits.take(seller, 30_000, forever)).toBe(0);
  });
});
