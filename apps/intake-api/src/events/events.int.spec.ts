import { setTimeout as sleep } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { METRICS } from '@adcp-orchestrator/platform';
import { until, untilTrue } from '@adcp-orchestrator/testing';
import { ApiUnderTest, type TestTenant } from '../../testing/api-under-test';
import { EventReader } from '../../testing/event-reader';

describe('events', () => {
  let api: ApiUnderTest;
  let desk: TestTenant;
  const readers: EventReader[] = [];

  beforeAll(async () => {
    api = await ApiUnderTest.start({ MAX_EVENT_STREAMS_PER_TENANT: '4', MAX_EVENT_STREAMS: '6' });
  });
  afterAll(() => api.stop());
  beforeEach(async () => {
    desk = await api.newTenant();
    await api.addSeller(desk, 'acme');
  });
  afterEach(() => {
    for (const reader of readers.splice(0)) reader.cut();
  });

  const openStreams = async () => {
    const { body } = await metric();
    return Number(/^adcp_orchestrator_event_streams(?:\{.*\})? (\d+)$/m.exec(body)?.[1]);
  };
  async function metric() {
    return { body: await api.app.get<{ metrics(): Promise<string> }>(METRICS).metrics() };
  }

  async function follow(path = '/v1/events', options: { key?: string; lastEventId?: string; url?: string } = {}) {
    const reader = await EventReader.open(`${options.url ?? api.url}${path}`, { key: desk.keys.viewer, ...options });
    readers.push(reader);
    return reader;
  }
  const newOperation = async () => (await api.handOver(desk, 'acme')).body.id;
  const learn = (operationId: string, status: 'pending_approval' | 'working', on = api) =>
    on.ledger.observe({
      tenantId: desk.id,
      operationId,
      source: 'webhook',
      receivedAt: new Date(),
      finding: { kind: 'pending', status },
      taskId: `task_${operationId}`,
    });
  /** Without intakes, which each operation of a test has one of. */
  const turns = <Event extends { type: string }>(events: readonly Event[]) =>
    events.filter(({ type }) => type !== 'operation.requested');
  const pages = async (path: string, key = desk.keys.viewer, limit = 2) => {
    const found: { id: string; type: string }[] = [];
    let query = `limit=${limit}`;
    for (;;) {
      const { body } = await api.call('GET', `${path}?${query}`, { key });
      found.push(...body.items);
      if (body.next_cursor === null) return turns(found).map(({ id }) => id);
      query = `limit=${limit}&cursor=${body.next_cursor}`;
    }
  };

  /** Transactions of other tests on the same server hold reading back, and this waits for them. */
  async function pageOf(events: number): Promise<{ position: string }> {
    for (;;) {
      const { body } = await api.call('GET', '/v1/events', { key: desk.keys.viewer });
      if (turns(body.items).length === events) return body as unknown as { position: string };
      await sleep(10);
    }
  }

  it('come as they happen, without a subscription, to those of their tenant and operation alone', async () => {
    const [mine, other] = [await newOperation(), await newOperation()];
    const stranger = await api.newTenant();
    const all = await follow();
    const one = await follow(`/v1/operations/${mine}/events`);
    const strange = await follow('/v1/events', { key: stranger.keys.admin });
    expect(all.position).toMatch(/^\d+-\d+-0{8}-/);
    await learn(mine, 'pending_approval');
    await learn(other, 'pending_approval');
    await learn(mine, 'working');
    await all.until(() => all.events.length === 3);
    await one.until(() => one.events.length === 2);
    expect(all.events.map(({ type, data }) => [type, data.type, data.operation_id, data.sequence])).toEqual([
      ['operation.pending_approval', 'operation.pending_approval', mine, 1],
      ['operation.pending_approval', 'operation.pending_approval', other, 1],
      ['operation.working', 'operation.working', mine, 2],
    ]);
    expect(one.ids).toEqual([all.ids[0], all.ids[2]]);
    expect(await pages('/v1/events')).toEqual(all.ids);
    expect(await pages(`/v1/operations/${mine}/events`)).toEqual(one.ids);
    expect(strange.events).toEqual([]);
    expect(await pages('/v1/events', stranger.keys.admin)).toEqual([]);
    expect((await api.call('GET', `/v1/operations/${mine}/events`, { key: stranger.keys.admin })).status).toBe(404);
  });

  it('begin with the intake, as the operation was then, once in every stream and page', async () => {
    const all = await follow();
    const id = await newOperation();
    await learn(id, 'pending_approval');
    await all.until(() => all.intakes.length === 1 && all.events.length === 1);
    const read = await api.call('GET', `/v1/operations/${id}/events`, { key: desk.keys.viewer });
    const [intake, turn, ...more] = read.body.items as unknown as (typeof all.intakes)[0]['data'][];
    expect(intake).toMatchObject({
      id,
      type: 'operation.requested',
      sequence: 0,
      operation_id: id,
      operation: { id, status: 'requested', version: 1, waiting_for: 'us', seller_id: 'acme', task_id: null },
    });
    expect([turn!.type, more]).toEqual(['operation.pending_approval', []]);
    expect(all.intakes[0]!.data).toEqual(intake);
    const resumed = await follow('/v1/events', { lastEventId: all.intakes[0]!.id });
    await resumed.until(() => resumed.events.length === 1);
    expect(resumed.intakes).toEqual([]);
  });

  it('of an intake go to subscriptions that name them, under the same id, and to no other', async () => {
    const subscribe = async (events: string[]) =>
      (
        await api.call('POST', '/v1/subscriptions', {
          key: desk.keys.admin,
          body: { url: 'https://desk.example/hook', events },
        })
      ).body.id;
    const [named, every] = [await subscribe(['operation.requested']), await subscribe([])];
    const all = await follow();
    const id = await newOperation();
    const owed = async (subscription: string) =>
      (await api.call('GET', `/v1/deliveries?subscription_id=${subscription}`, { key: desk.keys.viewer })).body
        .items as unknown as { event_id: string; event_type: string }[];
    expect(await owed(named)).toMatchObject([{ event_id: id, event_type: 'operation.requested' }]);
    expect(await owed(every)).toEqual([]);
    await all.until(() => all.intakes.length === 1);
    const { rows } = await api.database.pool.query<{ payload: object }>('SELECT payload FROM events WHERE id = $1', [
      id,
    ]);
    expect(all.intakes[0]!.data).toEqual(rows[0]!.payload);
    const read = await api.call('GET', '/v1/events', { key: desk.keys.viewer });
    expect(read.body.items.map((event) => event.id)).toEqual([id]);
  });

  it('are resumed by the last id, from a page or an event, on any replica, and none comes twice', async () => {
    const operation = await newOperation();
    await learn(operation, 'pending_approval');
    const { position } = await pageOf(1);
    await learn(operation, 'working');
    const twin = await api.twin();
    try {
      const there = await follow('/v1/events', { lastEventId: position, url: twin.url });
      await there.until(() => there.events.length === 1);
      expect([there.position, there.events[0]!.type]).toEqual([position, 'operation.working']);
      // Learned here, read there: the news goes through the database.
      await learn(operation, 'pending_approval');
      await there.until(() => there.events.length === 2);
      const here = await follow(`/v1/events?cursor=${position}`);
      await here.until(() => here.events.length === 2);
      expect(here.ids).toEqual(there.ids);
      const later = await follow('/v1/events', { lastEventId: there.events[0]!.id });
      await later.until(() => later.events.length === 1);
      expect(later.ids).toEqual([there.ids[1]]);
    } finally {
      for (const reader of readers.splice(0)) reader.cut();
      await twin.stop();
    }
  });

  it('reach a reader because it is woken, and not because the rows are looked at', async () => {
    // The rows are looked at once an hour while news is heard. How fast it comes is measured: npm run bench -- --streams.
    const seldom = await api.twin({ SWEEP_SECONDS: '3600' });
    try {
      const operation = await newOperation();
      const reader = await follow('/v1/events', { url: seldom.url });
      // The first may be found by the look that a new connection to the database begins with.
      for (let sent = 1; sent <= 4; sent += 1) {
        await learn(operation, sent % 2 === 0 ? 'working' : 'pending_approval');
        await reader.until(() => reader.events.length === sent);
      }
    } finally {
      for (const reader of readers.splice(0)) reader.cut();
      await seldom.stop();
    }
  });

  it('all come once to a reader that is cut off again and again while others commit', async () => {
    const operations = await Promise.all(Array.from({ length: 10 }, newOperation));
    const seen: string[] = [];
    let reader = await follow();
    let isDone = false;
    let cuts = 0;
    const writing = Promise.all(
      operations.map(async (id) => {
        for (let n = 0; n < 10; n += 1) {
          // However slow the cutting is, it goes on while these are written.
          await untilTrue('the next cut', () => cuts >= n - 3, { everyMs: 5 });
          await learn(id, n % 2 === 0 ? 'pending_approval' : 'working');
          await sleep(Math.random() * 60);
        }
      }),
    ).then(() => {
      isDone = true;
    });
    const resume = async () => {
      seen.push(...reader.ids);
      reader.cut();
      cuts += 1;
      reader = await follow('/v1/events', { lastEventId: reader.lastEventId });
    };
    const cutting = async () => {
      while (!isDone) {
        await sleep(Math.random() * 30);
        await resume();
      }
    };
    await Promise.all([writing, cutting()]);
    await reader.until(() => seen.length + reader.events.length >= 100);
    seen.push(...reader.ids);
    expect(cuts).toBeGreaterThan(5);
    expect(seen.length).toBe(100);
    expect(await pages('/v1/events', desk.keys.viewer, 200)).toEqual(seen);
  });

  it('are read on after everybody was cut off from the database', async () => {
    const operation = await newOperation();
    const reader = await follow();
    await api.database.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name LIKE 'adcp-intake-api%'`,
    );
    await sleep(100);
    await learn(operation, 'pending_approval');
    await reader.until(() => reader.events.length === 1);
  });

  it('end when the key is deleted, within seconds, and those of other keys go on', async () => {
    const made = await api.call('POST', '/v1/api-keys', {
      key: desk.keys.admin,
      body: { name: 'for a while', role: 'viewer' },
    });
    const { id, key } = made.body as unknown as { id: string; key: string };
    const [doomed, other] = [await follow('/v1/events', { key }), await follow()];
    expect((await api.call('DELETE', `/v1/api-keys/${id}`, { key: desk.keys.admin })).status).toBe(204);
    await doomed.until(() => doomed.hasEnded);
    expect(other.hasEnded).toBe(false);
  });

  it('go to so many streams of a tenant, and of all tenants; a place is free again when its client leaves', async () => {
    // Those of the tests before have been cut; the API may not have heard of it yet.
    await untilTrue('no stream is open', async () => (await openStreams()) === 0);
    const first = [await follow(), await follow(), await follow(), await follow()];
    const refused = await follow();
    expect([refused.status, JSON.parse(refused.body)]).toEqual([
      429,
      expect.objectContaining({ type: 'urn:adcp-orchestrator:problem:too-many-streams', status: 429 }),
    ]);
    const { keys } = await api.newTenant();
    for (const status of [200, 200, 429]) {
      expect((await follow('/v1/events', { key: keys.viewer })).status).toBe(status);
    }
    expect(await openStreams()).toBe(6);
    first[0]!.cut();
    await first[0]!.until(() => first[0]!.hasEnded);
    const again = await until('a free place', async () => {
      const next = await follow();
      return next.status === 429 ? undefined : next;
    });
    expect(again.status).toBe(200);
  });

  it.each([
    ['/v1/events?cursor=nonsense', undefined, '/cursor'],
    ['/v1/events?limit=201', undefined, '/limit'],
    ['/v1/events?since=1', undefined, '/since'],
    ['/v1/events', '12', '/Last-Event-ID'],
  ])('are refused for %s with %p', async (path, lastEventId, pointer) => {
    const refused = await follow(path, lastEventId === undefined ? {} : { lastEventId });
    expect([refused.status, (JSON.parse(refused.body) as { errors: object[] }).errors]).toEqual([
      422,
      [expect.objectContaining({ pointer })],
    ]);
  });

  it('are a page for a HEAD request, and for one that takes anything', async () => {
    const headers = { accept: 'text/event-stream', authorization: `Bearer ${desk.keys.viewer}` };
    const head = await fetch(`${api.url}/v1/events`, { method: 'HEAD', headers });
    expect([head.status, head.headers.get('content-type')]).toEqual([200, expect.stringMatching(/^application\/json/)]);
    const any = await api.call('GET', '/v1/events', { key: desk.keys.viewer, headers: { accept: '*/*' } });
    expect(any.body.items).toEqual([]);
    const nobody = await api.call('GET', `/v1/operations/${uuidv7()}/events`, { key: desk.keys.viewer });
    expect(nobody.status).toBe(404);
  });

  it('say that some were deleted to a reader who goes on before them, and to nobody else', async () => {
    const operation = await newOperation();
    await learn(operation, 'pending_approval');
    const key = desk.keys.viewer;
    const { position } = (await api.call('GET', '/v1/events', { key })).body as unknown as { position: string };
    const [, , ...rest] = position.split('-');
    const place = (transaction: number): string => [position.split('-')[0], transaction, ...rest].join('-');
    const behind = Number(position.split('-')[1]);
    await api.database.pool.query(
      `INSERT INTO retention_passes (tenant_id, day, part, updated_at, gone_epoch, gone_transaction_id, gone_id)
       VALUES ($1, now(), 'done', now(), $2, $3, $4)`,
      [desk.id, position.split('-')[0], behind - 1, operation],
    );
    for (const path of ['/v1/events', `/v1/operations/${operation}/events`]) {
      for (const headers of [undefined, { accept: 'text/event-stream' }]) {
        const { status, body } = await api.call('GET', `${path}?cursor=${place(behind - 2)}`, { key, headers });
        expect([status, body.type]).toEqual([410, 'urn:adcp-orchestrator:problem:events-deleted']);
      }
      expect((await api.call('GET', `${path}?cursor=${place(behind)}`, { key })).status).toBe(200);
      expect((await api.call('GET', path, { key })).status).toBe(200);
    }
    const reader = await follow('/v1/events', { lastEventId: place(behind) });
    expect(reader).toBeDefined();
  });
});
