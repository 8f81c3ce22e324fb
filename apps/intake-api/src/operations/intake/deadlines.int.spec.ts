import { ApiUnderTest, type TestTenant } from '../../../testing/api-under-test';

const HOUR = 3_600;

describe('deadlines at intake', () => {
  let api: ApiUnderTest;
  let plain: TestTenant;
  let strict: TestTenant;

  beforeAll(async () => {
    api = await ApiUnderTest.start();
    plain = await api.newTenant();
    strict = await api.newTenant();
    await api.database.pool.query('UPDATE tenants SET deadlines = $2 WHERE id = $1', [
      strict.id,
      { create_media_buy: 'PT6H', update_media_buy: 'PT5H' },
    ]);
    for (const tenant of [plain, strict]) {
      await api.addSeller(tenant, 'acme');
      await api.addSeller(tenant, 'quick', { deadlines: { create_media_buy: 'PT2H' } });
    }
  });
  afterAll(() => api.stop());

  const requests = {
    create_media_buy: {},
    update_media_buy: { media_buy_id: 'mb_1', budget: 5 },
    add_creative_assets: { media_buy_id: 'mb_1', assets: [{ creative_id: 'c1' }] },
  };

  it.each<
    [string, { tenant: 'plain' | 'strict'; seller: string; type: keyof typeof requests; deadline?: string }, number]
  >([
    ['the type, a buy', { tenant: 'plain', seller: 'acme', type: 'create_media_buy' }, 24 * HOUR],
    ['the type, an update', { tenant: 'plain', seller: 'acme', type: 'update_media_buy' }, 12 * HOUR],
    ['the type, creatives', { tenant: 'plain', seller: 'acme', type: 'add_creative_assets' }, 48 * HOUR],
    ['the tenant', { tenant: 'strict', seller: 'acme', type: 'create_media_buy' }, 6 * HOUR],
    [
      'the tenant where the seller is silent',
      { tenant: 'strict', seller: 'quick', type: 'update_media_buy' },
      5 * HOUR,
    ],
    [
      'the type where the tenant is silent',
      { tenant: 'strict', seller: 'acme', type: 'add_creative_assets' },
      48 * HOUR,
    ],
    ['the seller before the tenant', { tenant: 'strict', seller: 'quick', type: 'create_media_buy' }, 2 * HOUR],
    ['the request before all', { tenant: 'strict', seller: 'quick', type: 'create_media_buy', deadline: 'PT1S' }, 1],
    [
      'the request, up to 90 days',
      { tenant: 'plain', seller: 'acme', type: 'create_media_buy', deadline: 'P90D' },
      90 * 24 * HOUR,
    ],
  ])('come from %s', async (_, { tenant, seller, type, deadline }, seconds) => {
    const { status, body } = await api.call('POST', '/v1/operations', {
      key: (tenant === 'plain' ? plain : strict).keys.trader,
      body: {
        type,
        seller_id: seller,
        deadline,
        request: type === 'create_media_buy' ? { packages: ['premium'], total_budget: 1 } : requests[type],
      },
    });
    expect(status).toBe(202);
    expect((Date.parse(body.deadline_at) - Date.parse(body.created_at)) / 1000).toBe(seconds);
  });

  it('stay with a repeated operation as long as the first one had', async () => {
    const first = await api.handOver(plain, 'acme', { deadline: 'PT3H' });
    await api.call('POST', `/v1/operations/${first.body.id}/cancel`, { key: plain.keys.trader });
    const again = await api.call('POST', `/v1/operations/${first.body.id}/retry`, { key: plain.keys.trader });
    expect((Date.parse(again.body.deadline_at) - Date.parse(again.body.created_at)) / 1000).toBe(3 * HOUR);
  });
});
