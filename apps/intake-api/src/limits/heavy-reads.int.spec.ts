import { type MeasuredPool, POOL, poolSizes } from '@adcp-orchestrator/platform';
import { ApiUnderTest, type TestTenant } from '../../testing/api-under-test';

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

  /** Nobody waits for a connection to be opened then, which on a busy machine may take longer than one waits for it. */
  async function openEveryConnection(): Promise<void> {
    const pool = api.app.get<MeasuredPool>(POOL);
    const lent = await Promise.all(Array.from({ length: poolSizes['intake-api'] }, () => pool.connect()));
    for (const client of lent) client.release();
  }

  it('of one tenant keep nobody else waiting, nor its own hand-overs; those that find no place say when to come again', async () => {
    await openEveryConnection();
    const blocker = await api.database.pool.connect();
    try {
      await blocker.query('BEGIN');
      // Every read of the figures, and every count, waits for this until its time is over.
      await blocker.query('LOCK TABLE operation_days IN ACCESS EXCLUSIVE MODE');
      const flood = Array.from({ length: FLOOD }, () => api.call('GET', '/v1/stats', { key: greedy.keys.viewer }));
      // The first answer is a refusal at once, when every place is taken and nobody more may wait for one.
      await Promise.race(flood);
      const counts = api.call('GET', '/v1/operations/counts', { key: greedy.keys.viewer });
      const calls = {
        'the hand-over of another tenant': api.handOver(other, 'acme'),
        'its own hand-over': api.handOver(greedy, 'acme'),
        "another tenant's list": api.call('GET', '/v1/operations', { key: other.keys.viewer }),
        "another tenant's media buys": api.call('GET', '/v1/media-buys', { key: other.keys.viewer }),
        "another tenant's events": api.call('GET', '/v1/events', { key: other.keys.viewer }),
      };
      // One that the flood keeps from a connection is answered 503.
      const statuses = Object.entries(calls).map(async ([name, call]) => [name, (await call).status]);
      expect(Object.fromEntries(await Promise.all(statuses))).toEqual({
        'the hand-over of another tenant': 202,
        'its own hand-over': 202,
        "another tenant's list": 200,
        "another tenant's media buys": 200,
        "another tenant's events": 200,
      });
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
