import { type Answer, ApiUnderTest, type TestTenant } from '../../testing/api-under-test';

const FLOOD = 150;

describe('reads that take long', () => {
  let api: ApiUnderTest;
  let greedy: TestTenant;
  let other: TestTenant;

  beforeAll(async () => {
    api = await ApiUnderTest.start();
    [greedy, other] = [await api.newTenant(), await api.newTenant()];
    for (const tenant of [greedy, other]) await api.addSeller(tenant, 'acme');
  });
  afterAll(() => api.stop());

  async function timed(call: Promise<Answer>): Promise<[number, number]> {
    const startedAt = performance.now();
    const { status } = await call;
    return [status, performance.now() - startedAt];
  }

  it('of one tenant keep nobody else waiting, nor its own hand-overs; those that find no place say when to come again', async () => {
    const blocker = await api.database.pool.connect();
    try {
      await blocker.query('BEGIN');
      // Every read of the figures, and every count, waits for this until its time is over.
      await blocker.query('LOCK TABLE operation_days IN ACCESS EXCLUSIVE MODE');
      const flood = Array.from({ length: FLOOD }, () => api.call('GET', '/v1/stats', { key: greedy.keys.viewer }));
      await new Promise((resolve) => setTimeout(resolve, 300));
      const counts = api.call('GET', '/v1/operations/counts', { key: greedy.keys.viewer });
      const calls = {
        'the hand-over of another tenant': timed(api.handOver(other, 'acme')),
        'its own hand-over': timed(api.handOver(greedy, 'acme')),
        "another tenant's list": timed(api.call('GET', '/v1/operations', { key: other.keys.viewer })),
        "another tenant's media buys": timed(api.call('GET', '/v1/media-buys', { key: other.keys.viewer })),
        "another tenant's events": timed(api.call('GET', '/v1/events', { key: other.keys.viewer })),
      };
      for (const [name, call] of Object.entries(calls)) {
        const [status, took] = await call;
        expect([name, [200, 202].includes(status), took < 4_000 ? 'soon' : took]).toEqual([name, true, 'soon']);
      }
      const answers = [...(await Promise.all(flood)), await counts];
      const refused = answers.filter(({ status }) => status === 429);
      expect(refused.length).toBeGreaterThan(FLOOD / 2);
      expect(refused[0]?.body.type).toBe('urn:adcp-orchestrator:problem:too-many-reads');
      expect(refused[0]?.headers.get('retry-after')).toBe('2');
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([422, 429]));
    } finally {
      await blocker.query('ROLLBACK');
      blocker.release();
    }
    expect((await api.call('GET', '/v1/stats', { key: greedy.keys.viewer })).status).toBe(200);
  });
});
