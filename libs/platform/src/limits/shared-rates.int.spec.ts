import { randomUUID } from 'node:crypto';
import { type TestDatabase, createTestDatabase } from '@adcp-orchestrator/testing';
import { createLogger } from '../logging/create-logger';
import { type RateStore, createRateStore } from './rate-store';
import { SharedRates } from './shared-rates';

const log = createLogger('test', 'silent');
const redisUrl = process.env['TEST_REDIS_URL'];
const backends: [string, string | null][] = [['Postgres', null]];
if (redisUrl !== undefined) backends.push(['Redis', redisUrl]);

describe('limits that replicas share', () => {
  let database: TestDatabase;
  const stores: RateStore[] = [];
  let asked = 0;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await database.drop();
  });
  beforeEach(() => {
    asked = 0;
  });

  /** A replica, and how often it asks its store. */
  function replica(
    url: string | null,
    options: { onAway?: () => void; pool?: TestDatabase['pool']; monotonicMs?: () => number } = {},
  ): SharedRates {
    const store = createRateStore({ redisUrl: url, pool: options.pool ?? database.pool, log });
    stores.push(store);
    const counter: RateStore['counter'] = (points, seconds) => {
      const real = store.counter(points, seconds);
      return Object.assign(Object.create(real) as typeof real, {
        consume: (key: string, taken: number) => {
          asked += 1;
          return real.consume(key, taken);
        },
      });
    };
    const { onAway, monotonicMs } = options;
    return new SharedRates({ store: { ...store, counter }, log, onAway, monotonicMs });
  }

  const passed = async (replicas: readonly SharedRates[], key: string, limit: number, n: number): Promise<number> => {
    const all = await Promise.all(
      Array.from({ length: n }, (_, index) => replicas[index % replicas.length]!.take(key, limit)),
    );
    return all.filter(({ allowed }) => allowed).length;
  };
  const connected = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 300));

  it.each(backends)('let no more pass than the limit and a fiftieth for each replica, on %s', async (_, url) => {
    // While the store is away everything passes, and on a slow machine it may be for a moment. That says nothing of limits.
    for (let round = 0; round < 5; round += 1) {
      let away = 0;
      const onAway = (): void => void (away += 1);
      const replicas = [replica(url, { onAway }), replica(url, { onAway }), replica(url, { onAway })];
      await connected();
      const startedAt = performance.now();
      const of10 = await passed(replicas, randomUUID(), 10, 300);
      const of500 = await passed(replicas, randomUUID(), 500, 3_000);
      // On a machine that is very slow, more than one second of the limit may be used.
      const seconds = Math.ceil((performance.now() - startedAt) / 1_000);
      if (away > 0) continue;
      expect(of10).toBeGreaterThanOrEqual(10 - 3);
      expect(of10).toBeLessThanOrEqual((10 + 3) * seconds);
      expect(of500).toBeGreaterThanOrEqual(500 - 3 * 10);
      expect(of500).toBeLessThanOrEqual((500 + 3 * 10) * seconds);
      return;
    }
    throw new Error('the store was away in every round');
  });

  it('ask the store once for a fiftieth of the limit, and not at all below that', async () => {
    const rates = replica(null);
    const key = randomUUID();
    expect(await passed([rates], key, 5_000, 99)).toBe(99);
    expect(asked).toBe(0);
    expect(await passed([rates], key, 5_000, 901)).toBe(901);
    expect(asked).toBeGreaterThan(0);
    expect(asked).toBeLessThanOrEqual(12);
  });

  it('tell what is left, and when the next second begins', async () => {
    // All must be taken within one second. A machine that stood still meanwhile tries again with another key.
    for (let round = 0; round < 10; round += 1) {
      let away = 0;
      const rates = replica(null, { onAway: () => void (away += 1) });
      const key = randomUUID();
      const startedAt = performance.now();
      expect(await rates.take(key, 100)).toMatchObject({ allowed: true, remaining: 99 });
      for (let n = 1; n < 100; n += 1) await rates.take(key, 100);
      const last = await rates.take(key, 100);
      if (away > 0 || performance.now() - startedAt > 900) continue;
      expect(last).toMatchObject({ allowed: false, remaining: 0 });
      expect(last.resetMs).toBeGreaterThan(0);
      expect(last.resetMs).toBeLessThanOrEqual(1_000);
      await new Promise((resolve) => setTimeout(resolve, last.resetMs + 5));
      expect((await rates.take(key, 100)).allowed).toBe(true);
      return;
    }
    throw new Error('they took a second in every round');
  });

  it('let everything pass while the store is away, say so once, and leave it alone for a while', async () => {
    let away = 0;
    const query = () => Promise.reject(new Error('the database is away'));
    const rates = replica(null, {
      onAway: () => {
        away += 1;
      },
      pool: { query, connect: query } as unknown as TestDatabase['pool'],
      // It stands still, so that the while has not passed, however long the machine takes.
      monotonicMs: () => 0,
    });
    expect(await passed([rates], randomUUID(), 5, 100)).toBe(100);
    expect(await passed([rates], randomUUID(), 5, 100)).toBe(100);
    expect([away, asked]).toEqual([1, 1]);
  });
});
