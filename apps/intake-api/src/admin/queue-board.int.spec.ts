import { ApiUnderTest, type TestTenant } from '../../testing/api-under-test';

describe('the queue board', () => {
  let api: ApiUnderTest;
  let desk: TestTenant;
  const basic = (password: string) => ({
    authorization: `Basic ${Buffer.from(`anyone:${password}`).toString('base64')}`,
  });

  beforeAll(async () => {
    api = await ApiUnderTest.start();
    desk = await api.newTenant();
    await api.addSeller(desk, 'acme');
  });
  afterAll(() => api.stop());

  it.each([
    '/admin/queues',
    '/admin/queues/api/queues',
    '/admin/queues/queue/submitter',
    '/admin/queues/static/images/logo.svg',
  ])('refuses %s to everybody but an admin, with both challenges', async (path) => {
    const stranger = await api.call('GET', path);
    expect(stranger.status).toBe(401);
    expect(stranger.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(stranger.headers.get('www-authenticate')).toMatch(/^Basic realm="adcp-orchestrator".*, Bearer realm=/);
    expect((await api.call('GET', path, { headers: basic('wrong') })).status).toBe(401);
    expect((await api.call('GET', path, { headers: basic(desk.keys.trader) })).status).toBe(403);
    expect((await api.call('GET', path, { key: desk.keys.viewer })).status).toBe(403);
    expect((await api.call('GET', path, { headers: basic(desk.keys.admin) })).status).toBe(200);
    expect((await api.call('GET', path, { key: desk.keys.admin })).status).toBe(200);
  });

  it('shows the queues of the hints, with the hint of what was handed over', async () => {
    await api.handOver(desk, 'acme');
    let waiting = 0;
    for (let tries = 0; tries < 50 && waiting === 0; tries += 1) {
      const { body } = await api.call('GET', '/admin/queues/api/queues', { key: desk.keys.admin });
      expect(body.queues.map(({ name }) => name).sort()).toEqual(['notifier', 'poller', 'submitter']);
      waiting = body.queues.find(({ name }) => name === 'submitter')!.counts.waiting;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(waiting).toBe(1);
  });

  it("refuses another site's change, though the browser sends the credentials along", async () => {
    const path = '/admin/queues/api/queues/submitter/pause';
    const foreign = { ...basic(desk.keys.admin), origin: 'https://elsewhere.example' };
    expect((await api.call('PUT', path, { headers: foreign })).status).toBe(403);
    const own = { ...basic(desk.keys.admin), origin: api.url };
    expect((await api.call('PUT', path, { headers: own })).status).toBe(200);
    expect((await api.call('PUT', '/admin/queues/api/queues/submitter/resume', { headers: own })).status).toBe(200);
  });
});
