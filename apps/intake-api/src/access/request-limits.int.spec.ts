import { setTimeout as sleep } from 'node:timers/promises';
import { generateApiKey } from '@adcp-orchestrator/access';
import { METRICS, MetricName } from '@adcp-orchestrator/platform';
import type { Registry } from 'prom-client';
import { type Answer, ApiUnderTest, type TestTenant } from '../../testing/api-under-test';

describe('the limits of requests', () => {
  let api: ApiUnderTest;
  let platform: string;
  let desk: TestTenant;

  beforeAll(async () => {
    api = await ApiUnderTest.start({ TRUSTED_PROXIES: '127.0.0.0/8' });
    platform = await api.platformKey();
  });
  afterAll(() => api.stop());
  beforeEach(async () => {
    desk = await api.newTenant();
  });

  const limit = (limits: object): Promise<Answer> =>
    api.call('PATCH', `/v1/tenants/${desk.id}`, { key: platform, body: { limits } });
  const me = (key: string, headers: Record<string, string> = {}): Promise<Answer> =>
    api.call('GET', '/v1/me', { key, headers });
  async function metric(name: string, labels: object): Promise<number> {
    const { values } = await api.app.get<Registry>(METRICS).getSingleMetric(name)!.get();
    return values.find((one) => JSON.stringify(one.labels) === JSON.stringify(labels))?.value ?? 0;
  }

  it('are told with every answer, also with a refusal', async () => {
    const answer = await me(desk.keys.viewer);
    expect(answer.headers.get('ratelimit-policy')).toBe('"key";q=5000;w=1');
    expect(answer.headers.get('ratelimit')).toMatch(/^"key";r=49\d\d;t=1$/);
    const refused = await api.call('GET', '/v1/audit', { key: desk.keys.viewer });
    expect([refused.status, refused.headers.get('ratelimit-policy')]).toEqual([403, '"key";q=5000;w=1']);
  });

  const limited = async (): Promise<number> =>
    (await metric(MetricName.requestsLimited, { scope: 'key' })) +
    (await metric(MetricName.requestsLimited, { scope: 'tenant' }));

  /** Lets three keys of a limited tenant ask at once. @returns the refusals, which are as many as they have to be */
  async function refusedOfFlood(): Promise<Answer[]> {
    // While the store is away everything passes, and on a slow machine it may be for a moment. That says nothing of limits.
    for (let round = 0; round < 5; round += 1) {
      desk = await api.newTenant();
      const changed = await limit({ requests_per_second_per_key: 3, requests_per_second: 4 });
      expect(changed.body).toMatchObject({ limits: { requests_per_second_per_key: 3, requests_per_second: 4 } });
      const { viewer, trader, admin } = desk.keys;
      const [awayBefore, limitedBefore] = [await metric(MetricName.requestLimitsAway, {}), await limited()];
      const startedAt = performance.now();
      const answers = await Promise.all(Array.from({ length: 60 }, (_, n) => me([viewer, trader, admin][n % 3]!)));
      const seconds = Math.ceil((performance.now() - startedAt) / 1_000);
      const refused = answers.filter(({ status }) => status === 429);
      expect((await limited()) - limitedBefore).toBe(refused.length);
      // Four, and one more for the first batch, which is not asked for, in each second that the calls touch.
      const least = 60 - (seconds + 1) * 5;
      if ((await metric(MetricName.requestLimitsAway, {})) > awayBefore || least <= 0) {
        // Then it is left alone for five seconds.
        await sleep(5_500);
        continue;
      }
      expect(refused.length).toBeGreaterThanOrEqual(least);
      return refused;
    }
    throw new Error('the store was away, or the calls took many seconds, in every round');
  }

  it('hold for each key, and for all keys of a tenant, as the platform sets them', async () => {
    const refused = await refusedOfFlood();
    for (const { body, headers } of refused) {
      expect(body.type).toBe('urn:adcp-orchestrator:problem:rate-limit-exceeded');
      expect(headers.get('retry-after')).toBe('1');
      expect(headers.get('ratelimit')).toMatch(/r=0;t=1$/);
      expect(headers.get('ratelimit-policy')).toBe('"key";q=3;w=1, "tenant";q=4;w=1');
    }
    expect((await me(platform)).status).toBe(200);
    const back = await limit({ requests_per_second: null, requests_per_second_per_key: null });
    expect(back.body).toMatchObject({ limits: { requests_per_second: null, requests_per_second_per_key: 5_000 } });
  });

  it('are refused when they make no sense', async () => {
    for (const value of [0, 1.5, -1, '5', 1e9]) {
      const answer = await limit({ requests_per_second: value });
      expect([value, answer.status, answer.body.errors[0]?.pointer]).toEqual([
        value,
        422,
        '/limits/requests_per_second',
      ]);
    }
  });

  it('refuse unknown keys of an address after ten, by what the proxy says of it', async () => {
    const from = (address: string) => ({ 'x-forwarded-for': `203.0.113.1, ${address}` });
    expect((await me(desk.keys.viewer, from('198.51.100.1'))).status).toBe(200);
    const guesses = await Promise.all(Array.from({ length: 50 }, () => me(generateApiKey(), from('198.51.100.1'))));
    const statuses = guesses.map(({ status }) => status).sort();
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(40);
    const refused = guesses.find(({ status }) => status === 429)!;
    expect(refused.body.type).toBe('urn:adcp-orchestrator:problem:too-many-failed-keys');
    // What is left of a minute.
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(30);
    // A key that was good here passes; one that this replica has not seen waits; other addresses are not touched.
    expect((await me(desk.keys.viewer, from('198.51.100.1'))).status).toBe(200);
    expect((await me(desk.keys.trader, from('198.51.100.1'))).status).toBe(429);
    expect((await me(desk.keys.trader, from('198.51.100.2'))).status).toBe(200);
    expect(await metric(MetricName.requestsLimited, { scope: 'address' })).toBe(41);
  });
});
