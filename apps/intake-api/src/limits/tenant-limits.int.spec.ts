import { setTimeout as sleep } from 'node:timers/promises';
import { TestClock, untilTrue } from '@adcp-orchestrator/testing';
import { type Answer, ApiUnderTest, type TestTenant } from '../../testing/api-under-test';

/** The limits of a tenant are known to every replica within three seconds. */
const KNOWN_MS = 3_200;

describe('what a tenant may have', () => {
  const clock = new TestClock();
  let api: ApiUnderTest;
  let platform: string;
  let desk: TestTenant;

  beforeAll(async () => {
    api = await ApiUnderTest.start({ SWEEP_SECONDS: '1' }, { clock });
    platform = await api.platformKey();
  });
  afterAll(() => api.stop());
  beforeEach(async () => {
    desk = await api.newTenant();
  });

  const limit = (limits: object): Promise<Answer> =>
    api.call('PATCH', `/v1/tenants/${desk.id}`, { key: platform, body: { limits } });
  const problem = (kind: string) => `urn:adcp-orchestrator:problem:${kind}`;
  const fail = (operationId: string) =>
    api.ledger.observe({
      tenantId: desk.id,
      operationId,
      source: 'response',
      receivedAt: new Date(),
      finding: { kind: 'settled', outcome: { status: 'failed' } },
    });

  it('is set by the platform’s admin, and shown to the tenant with the defaults', async () => {
    const defaults = { max_open_operations: null, max_sellers: 1_000, max_subscriptions: 100, max_event_streams: null };
    expect((await limit({ max_sellers: null })).body).toMatchObject({ limits: defaults });
    const own = { max_open_operations: 7, max_sellers: 6, max_subscriptions: 5, max_event_streams: 4 };
    const set = await limit(own);
    expect([set.status, set.body]).toMatchObject([200, { limits: { ...own, requests_per_second: null } }]);
    expect((await limit({ max_sellers: null })).body).toMatchObject({ limits: { ...own, max_sellers: 1_000 } });
    expect((await api.call('GET', '/v1/me', { key: desk.keys.viewer })).body).toMatchObject({
      limits: { ...own, max_sellers: 1_000 },
    });
    const refused = await limit({ max_open_operations: 0, max_subscriptions: 1_001, max_event_streams: 1.5 });
    expect([refused.status, refused.body.errors.map(({ pointer }) => pointer).sort()]).toEqual([
      422,
      ['/limits/max_event_streams', '/limits/max_open_operations', '/limits/max_subscriptions'],
    ]);
  });

  it('holds for sellers, also when several are made at once; a deleted one makes room', async () => {
    await limit({ max_sellers: 2 });
    const make = (id: string): Promise<Answer> =>
      api.call('POST', '/v1/sellers', {
        key: desk.keys.admin,
        body: { id, name: id, agent_url: 'http://127.0.0.1:1/mcp', dialect: 'hitl-v1' },
      });
    const answers = await Promise.all(['a', 'b', 'c', 'd'].map(make));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409]);
    const refused = answers.find(({ status }) => status === 409)!;
    expect(refused.body).toMatchObject({
      type: problem('seller-limit-reached'),
      limit_name: 'max_sellers',
      limit: 2,
      used: 2,
      detail: expect.stringContaining("ask the platform's admin"),
    });
    const { items } = (await api.call('GET', '/v1/sellers', { key: desk.keys.admin })).body;
    // The id of one that is there is still told as taken.
    expect((await make(items[0]!.id)).body.type).toBe(problem('seller-exists'));
    await api.call('DELETE', `/v1/sellers/${items[0]!.id}`, { key: desk.keys.admin });
    expect((await make('e')).status).toBe(201);
  });

  it('holds for subscriptions, also when two are made at once', async () => {
    await limit({ max_subscriptions: 1 });
    const make = (): Promise<Answer> =>
      api.call('POST', '/v1/subscriptions', { key: desk.keys.admin, body: { url: 'http://127.0.0.1:1/hook' } });
    const answers = await Promise.all([make(), make()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(answers.find(({ status }) => status === 409)!.body).toMatchObject({
      type: problem('subscription-limit-reached'),
      limit_name: 'max_subscriptions',
      limit: 1,
      used: 1,
    });
  });

  it('holds for streams of events', async () => {
    await limit({ max_event_streams: 1 });
    const end = new AbortController();
    const open = () =>
      fetch(`${api.url}/v1/events`, {
        headers: { authorization: `Bearer ${desk.keys.viewer}`, accept: 'text/event-stream' },
        signal: end.signal,
      });
    try {
      expect((await open()).status).toBe(200);
      const refused = await open();
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '5']);
      expect(await refused.json()).toMatchObject({
        type: problem('too-many-streams'),
        limit_name: 'max_event_streams',
        limit: 1,
        used: 1,
      });
    } finally {
      end.abort();
    }
  });

  it('holds for operations without an end: repetitions are answered, ends make room', async () => {
    await api.addSeller(desk, 'acme');
    await limit({ max_open_operations: 3 });
    const hand = (key?: string): Promise<Answer> => api.handOver(desk, 'acme', { idempotencyKey: key });
    const first = await hand('once');
    const many = await Promise.all(Array.from({ length: 6 }, () => hand()));
    expect(many.map(({ status }) => status).sort()).toEqual([202, 202, 409, 409, 409, 409]);
    expect(many.find(({ status }) => status === 409)!.body).toMatchObject({
      type: problem('operation-limit-reached'),
      limit_name: 'max_open_operations',
      limit: 3,
      used: 3,
    });
    const again = await hand('once');
    expect([again.status, again.body.id]).toEqual([200, first.body.id]);
    await fail(first.body.id);
    // A count of operations holds for a second.
    clock.advance({ seconds: 1 });
    const last = { po_number: 'LAST' };
    expect((await api.handOver(desk, 'acme', last)).status).toBe(202);
    expect((await hand()).status).toBe(409);

    // A check of an operation says the same, and lets a repetition pass.
    const validate = (fields: object): Promise<Answer> => {
      const request = { packages: ['premium_sports'], total_budget: 1_000 };
      const body = { type: 'create_media_buy', seller_id: 'acme', request, ...fields };
      return api.call('POST', '/v1/operations/validate', { key: desk.keys.trader, body });
    };
    const full = await validate({});
    expect([full.status, full.body.type]).toEqual([409, problem('operation-limit-reached')]);
    expect((await validate(last)).status).toBe(200);

    // A repetition makes an operation, so it obeys too; alone, in bulk, and in a dry run.
    const retry = await api.call('POST', `/v1/operations/${first.body.id}/retry`, { key: desk.keys.trader });
    expect([retry.status, retry.body.type]).toEqual([409, problem('operation-limit-reached')]);
    for (const dryRun of [true, false]) {
      const body = { action: 'retry', ids: [first.body.id], dry_run: dryRun };
      const job = (await api.call('POST', '/v1/bulk', { key: desk.keys.trader, body })).body.id;
      await untilTrue('the end of the job', async () => {
        const { body } = await api.call('GET', `/v1/bulk/${job}`, { key: desk.keys.viewer });
        return body.status !== 'running';
      });
      const { items } = (await api.call('GET', `/v1/bulk/${job}/items`, { key: desk.keys.viewer })).body;
      expect(items).toMatchObject([{ status: 'refused', problem: 'operation-limit-reached' }]);
    }

    await limit({ max_open_operations: null });
    await sleep(KNOWN_MS);
    const retried = await api.call('POST', `/v1/operations/${first.body.id}/retry`, { key: desk.keys.trader });
    expect(retried.status).toBe(202);
    // Its own repetition is found again, however full it is.
    await limit({ max_open_operations: 1 });
    await sleep(KNOWN_MS);
    const found = await api.call('POST', `/v1/operations/${first.body.id}/retry`, { key: desk.keys.trader });
    expect([found.status, found.body.id]).toEqual([200, retried.body.id]);
  });
});
