import type { Pool } from 'pg';
import { POOL, currentTenant } from '@adcp-orchestrator/platform';
import { ApiUnderTest, type TestTenant } from '../../testing/api-under-test';

describe('the fence between tenants, in the API', () => {
  let api: ApiUnderTest;
  let desk: TestTenant;
  let pool: Pool;

  beforeAll(async () => {
    api = await ApiUnderTest.start();
    desk = await api.newTenant();
    await api.addSeller(desk, 'acme');
    pool = api.app.get<Pool>(POOL);
  });
  afterAll(() => api.stop());

  it('shows code outside of a request nothing', async () => {
    expect((await pool.query('SELECT FROM sellers')).rowCount).toBe(0);
  });

  it.each([
    ['a request without a body', () => api.call('GET', '/v1/sellers', { key: desk.keys.viewer })],
    ['a request with a body', () => api.handOver(desk, 'acme')],
    [
      'a request that changes something',
      () => api.call('PATCH', '/v1/sellers/acme', { key: desk.keys.admin, body: { name: 'Acme' } }),
    ],
  ])("lets %s use the database as its key's tenant", async (_, request) => {
    const tenants = new Set<string | undefined>();
    const connect = pool.connect.bind(pool) as (...lend: unknown[]) => unknown;
    const spy = jest.spyOn(pool, 'connect').mockImplementation(((...lend: unknown[]) => {
      tenants.add(currentTenant());
      return connect(...lend);
    }) as never);
    try {
      expect((await request()).status).toBeLessThan(300);
      expect([...tenants]).toEqual([desk.id]);
    } finally {
      spy.mockRestore();
    }
  });

  it('keeps operations of several tenants apart that become durable in the same moment', async () => {
    const others = await Promise.all([1, 2, 3].map(() => api.newTenant()));
    for (const other of others) await api.addSeller(other, 'acme');
    const all = [desk, ...others];
    const taken = await Promise.all(Array.from({ length: 40 }, (_, n) => api.handOver(all[n % all.length]!, 'acme')));
    expect(taken.map(({ status }) => status)).toEqual(Array(40).fill(202));
    for (const [n, { body }] of taken.entries()) {
      const own = await api.call('GET', `/v1/operations/${body.id}`, { key: all[n % all.length]!.keys.viewer });
      const other = await api.call('GET', `/v1/operations/${body.id}`, { key: all[(n + 1) % all.length]!.keys.viewer });
      expect([own.status, other.status]).toEqual([200, 404]);
    }
  });
});
