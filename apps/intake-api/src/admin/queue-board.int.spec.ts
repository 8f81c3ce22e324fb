import { until } from '@adcp-orchestrator/testing';
import { ApiUnderTest, type TestTenant } from '../../testing/api-under-test';

describe('the queue board', () => {
  let api: ApiUnderTest;
  let desk: TestTenant;
  let platform: string;
  const basic = (password: string) => ({
    authorization: `Basic ${Buffer.from(`anyone:${password}`).toString('base64')}`,
  });

  beforeAll(async () => {
    api = await ApiUnderTest.start();
    platform = await api.platformKey();
    desk = await api.newTenant();
    await api.addSeller(desk, 'acme');
  });
  afterAll(() => api.stop());

  it.each([
    '/admin/queues',
    '/admin/queues/api/queues',
    '/admin/queues/queue/submitter',
    '/admin/queues/static/images/logo.svg',
  ])("refuses %s to everybody but the platform's admin, with both challenges", async (path) => {
    const stranger = await api.call('GET', path);
    expect(stranger.status).toBe(401);
    expect(stranger.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(stranger.headers.get('www-authenticate')).toMatch(/^Basic realm="adcp-orchestrator".*, Bearer realm=/);
    expect((await api.call('GET', path, { headers: basic('wrong') })).status).toBe(401);
    expect((await api.call('GET', path, { headers: basic(desk.keys.admin) })).status).toBe(403);
    expect((await api.call('GET', path, { key: desk.keys.admin })).status).toBe(403);
    expect((await api.call('GET', path, { headers: basic(platform) })).status).toBe(200);
    expect((await api.call('GET', path, { key: platform })).status).toBe(200);
  });

  it("is named to the platform's admin alone", async () => {
    const boardOf = async (key: string) => (await api.call('GET', '/v1/me', { key })).body.queue_board;
    expect([await boardOf(platform), await boardOf(desk.keys.admin)]).toEqual(['/admin/queues', null]);
  });

  it('shows the queues of the hints, with the hint of what was handed over', async () => {
    await api.handOver(desk, 'acme');
    const waiting = await until('the hint', async () => {
      const { body } = await api.call('GET', '/admin/queues/api/queues', { key: platform });
      expect(body.queues.map(({ name }) => name).sort()).toEqual(['notifier', 'poller', 'submitter']);
      const { counts } = body.queues.find(({ name }) => name === 'submitter')!;
      return counts.waiting === 0 ? undefined : counts.waiting;
    });
    expect(waiting).toBe(1);
  });

  it('is read-only: its own switch for pausing is off, and a request past it is refused', async () => {
    const { body } = await api.call('GET', '/admin/queues/api/queues', { key: platform });
    expect(body.queues.every((queue) => queue.readOnlyMode)).toBe(true);
    for (const [method, path] of [
      ['PUT', '/admin/queues/api/queues/submitter/pause'],
      ['PUT', '/admin/queues/api/queues/pause'],
      ['PUT', '/admin/queues/api/queues/submitter/empty'],
      ['POST', '/admin/queues/api/queues/submitter/add'],
    ] as const) {
      const refused = await api.call(method, path, { key: platform, body: method === 'POST' ? {} : undefined });
      expect([path, refused.status, refused.body.detail]).toEqual([
        path,
        403,
        expect.stringContaining('BOARD_WRITES=1'),
      ]);
    }
  });

  it("changes something with BOARD_WRITES=1 alone, and then refuses another site's change", async () => {
    const writable = await api.twin({ BOARD_WRITES: '1' });
    try {
      const path = '/admin/queues/api/queues/submitter/pause';
      const change = (headers: Record<string, string>) => writable.call('PUT', path, { headers });
      expect((await change({ ...basic(platform), origin: 'https://elsewhere.example' })).status).toBe(403);
      expect((await change(basic(desk.keys.admin))).status).toBe(403);
      const own = { ...basic(platform), origin: writable.url };
      expect((await change(own)).status).toBe(200);
      expect((await writable.call('PUT', path.replace('pause', 'resume'), { headers: own })).status).toBe(200);
    } finally {
      await writable.stop();
    }
  });

  it('is not there with BOARD_ENABLED=0', async () => {
    const without = await api.twin({ BOARD_ENABLED: '0' });
    try {
      expect((await without.call('GET', '/v1/me', { key: platform })).body.queue_board).toBeNull();
      for (const path of ['/admin/queues', '/admin/queues/api/queues', '/admin/queues/static/images/logo.svg']) {
        const answer = await without.call('GET', path, { key: platform });
        expect([path, answer.status, answer.body.type]).toEqual([
          path,
          404,
          'urn:adcp-orchestrator:problem:route-not-found',
        ]);
      }
    } finally {
      await without.stop();
    }
  });
});
