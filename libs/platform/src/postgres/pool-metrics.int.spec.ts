import { Registry } from 'prom-client';
import { type TestDatabase, createTestDatabase } from '@adcp-orchestrator/testing';
import { acrossTenants } from './across-tenants';
import { FencedPool } from './fenced-pool';
import { MeasuredPool } from './measured-pool';
import { registerPoolMetrics } from './pool-metrics';

describe.each([
  ['a pool', MeasuredPool],
  ['a fenced pool', FencedPool],
])('the metrics of %s', (_, PoolClass) => {
  let database: TestDatabase;
  let pool: MeasuredPool;
  const registry = new Registry();

  beforeAll(async () => {
    database = await createTestDatabase();
    pool = new PoolClass({ connectionString: database.url, max: 1, connectionTimeoutMillis: 20_000 });
    registerPoolMetrics(registry, pool);
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  const samples = async (): Promise<string[]> =>
    (await registry.metrics()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const expected = (used: number, idle: number, waiting: number, timeouts: number): string[] => [
    `adcp_orchestrator_database_connections{state="used"} ${used}`,
    `adcp_orchestrator_database_connections{state="idle"} ${idle}`,
    'adcp_orchestrator_database_connections_most 1',
    `adcp_orchestrator_database_waiting ${waiting}`,
    `adcp_orchestrator_database_acquire_timeouts_total ${timeouts}`,
  ];

  it('show who uses it, who waits, and who got nothing in time, also of statements across tenants', async () => {
    expect(await samples()).toEqual(expected(0, 0, 0, 0));
    const whole = PoolClass === FencedPool ? acrossTenants(pool, 'gauges') : pool;
    const lent = await whole.connect();
    // Only those that wait for it are given so little time. To connect may take longer.
    pool.options.connectionTimeoutMillis = 300;
    const refused = [whole.query('SELECT 1'), whole.connect()].map((one) => one.catch((error: unknown) => error));
    expect(await samples()).toEqual(expected(1, 0, 2, 0));
    for (const error of await Promise.all(refused)) expect(error).toBeInstanceOf(Error);
    expect(await samples()).toEqual(expected(1, 0, 0, 2));
    lent.release();
    expect(await samples()).toEqual(expected(0, 1, 0, 2));
  });

  it('count no refusal of the server as a wait', async () => {
    const wrong = new PoolClass({
      connectionString: database.url.replace(/\/[^/]*$/, '/nowhere'),
      max: 1,
      connectionTimeoutMillis: 20_000,
    });
    await expect(wrong.query('SELECT 1')).rejects.toThrow(/nowhere/);
    expect(wrong.acquireTimeouts).toBe(0);
    await wrong.end();
  });
});
