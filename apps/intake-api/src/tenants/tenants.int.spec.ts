import { ensureBootstrap } from '@adcp-orchestrator/access';
import { type Answer, ApiUnderTest } from '../../testing/api-under-test';

describe('tenants', () => {
  let api: ApiUnderTest;
  let platform: string;

  beforeAll(async () => {
    api = await ApiUnderTest.start();
    platform = await api.platformKey();
  });
  afterAll(() => api.stop());

  const call = (method: string, path: string, body?: unknown, key = platform): Promise<Answer> =>
    api.call(method, path, { key, body });

  it("are made by the platform's admin, each with an admin key that sees its own things alone", async () => {
    const made = await call('POST', '/v1/tenants', { name: 'Nordic' });
    expect([made.status, made.headers.get('cache-control')]).toEqual([201, 'no-store']);
    const { key, ...shown } = made.body;
    const me = await call('GET', '/v1/me', undefined, key);
    expect(me.body).toMatchObject({ tenant: { id: shown.id, name: 'Nordic' }, key: { role: 'admin' } });
    expect((await call('GET', '/v1/sellers', undefined, key)).body.items).toEqual([]);
    for (const [method, path, body] of [
      ['GET', '/v1/tenants', undefined],
      ['POST', '/v1/tenants', { name: 'mine' }],
      ['PATCH', `/v1/tenants/${shown.id}`, { name: 'mine' }],
    ] as const) {
      const refused = await call(method, path, body, key);
      expect([path, refused.status, refused.body.detail]).toEqual([
        path,
        403,
        expect.stringContaining('BOOTSTRAP_API_KEY'),
      ]);
    }
    expect((await call('GET', '/v1/tenants')).body.items).toContainEqual(shown);
  });

  it('have names of their own, also when two are changed at once', async () => {
    const [one, two] = [
      (await call('POST', '/v1/tenants', { name: 'One' })).body,
      (await call('POST', '/v1/tenants', { name: 'Two' })).body,
    ];
    const again = await call('POST', '/v1/tenants', { name: 'One' });
    expect([again.status, again.body.type]).toEqual([409, 'urn:adcp-orchestrator:problem:tenant-exists']);
    const both = await Promise.all([one, two].map(({ id }) => call('PATCH', `/v1/tenants/${id}`, { name: 'Three' })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await call('PATCH', `/v1/tenants/${one.id}`, {})).status).toBe(200);
    expect((await call('PATCH', '/v1/tenants/0190aaaa-0000-7000-8000-000000000001', { name: 'x' })).status).toBe(404);
    expect((await call('POST', '/v1/tenants', { name: '' })).body.errors).toMatchObject([{ pointer: '/name' }]);
  });

  it('have deadlines of their own by type, which count for what is handed over after them', async () => {
    const desk = await api.newTenant();
    await api.addSeller(desk, 'acme');
    const path = `/v1/tenants/${desk.id}`;
    const set = await call('PATCH', path, { deadlines: { create_media_buy: 'P2D', sync_creatives: 'PT1H' } });
    expect([set.status, set.body.deadlines]).toEqual([200, { create_media_buy: 'P2D', sync_creatives: 'PT1H' }]);
    const { body } = await api.handOver(desk, 'acme');
    expect(Date.parse(body.deadline_at) - Date.parse(body.created_at)).toBe(2 * 86_400_000);
    const one = await call('PATCH', path, { deadlines: { sync_creatives: null }, name: `named ${desk.id}` });
    expect(one.body.deadlines).toEqual({ create_media_buy: 'P2D' });
    const refused = await call('PATCH', path, { deadlines: { create_media_buy: 'P1Y', update_media_buy: '2 days' } });
    expect([refused.status, refused.body.errors]).toMatchObject([
      422,
      [{ pointer: '/deadlines/create_media_buy' }, { pointer: '/deadlines/update_media_buy' }],
    ]);
    expect((await call('PATCH', path, { deadlines: null })).body.deadlines).toEqual({});
  });

  it('keep things for as long as is set, each no longer than what it belongs to', async () => {
    const desk = await api.newTenant();
    const path = `/v1/tenants/${desk.id}`;
    const defaults = { operations_days: 400, events_days: 400, deliveries_days: 30, export_first: false };
    const set = await call('PATCH', path, { retention: { operations_days: 730, export_first: true } });
    const longer = { ...defaults, operations_days: 730, export_first: true };
    expect([set.status, set.body]).toMatchObject([200, { retention: longer }]);
    expect((await call('PATCH', path, { paused: false })).body).toMatchObject({ retention: longer });
    const shown = await api.call('GET', '/v1/retention', { key: desk.keys.viewer });
    expect(shown.body).toMatchObject({ ...longer, deletion_begins_at: null });
    const begins = '2026-12-07T00:00:00.000Z';
    await api.database.pool.query('UPDATE tenant_settings SET deletion_begins_at = $2 WHERE tenant_id = $1', [
      desk.id,
      begins,
    ]);
    expect((await api.call('GET', '/v1/retention', { key: desk.keys.viewer })).body).toMatchObject({
      deletion_begins_at: begins,
    });
    const refused = await call('PATCH', path, { retention: { operations_days: 100, deliveries_days: 500 } });
    expect([refused.status, refused.body.errors]).toMatchObject([
      422,
      [
        { pointer: '/retention/deliveries_days', detail: expect.stringContaining('events_days, which would be 400') },
        { pointer: '/retention/events_days', detail: expect.stringContaining('operations_days, which would be 100') },
      ],
    ]);
    for (const days of [29, 3_651, 1.5, 'many'])
      expect((await call('PATCH', path, { retention: { deliveries_days: days } })).body.errors).toMatchObject([
        { pointer: '/retention/deliveries_days', detail: expect.stringContaining('from 30 to 3650') },
      ]);
    expect((await call('PATCH', path, { retention: { operations_days: null } })).body).toMatchObject({
      retention: { ...defaults, export_first: true },
    });
    expect((await call('PATCH', path, { retention: null })).body).toMatchObject({ retention: defaults });
  });

  it('are listed by pages', async () => {
    const first = await call('GET', '/v1/tenants?limit=2');
    const second = await call('GET', `/v1/tenants?limit=200&cursor=${first.body.next_cursor}`);
    expect(first.body.items).toHaveLength(2);
    expect([...first.body.items, ...second.body.items]).toHaveLength(await api.count('tenants'));
  });

  it('may all be renamed, the first too: the next start finds it again', async () => {
    const me = (await call('GET', '/v1/me')).body as unknown as { tenant: { id: string } };
    expect((await call('PATCH', `/v1/tenants/${me.tenant.id}`, { name: 'The platform' })).status).toBe(200);
    const before = await api.count('tenants');
    expect(await ensureBootstrap(api.database.pool, { bootstrapKey: platform })).toBe(me.tenant.id);
    expect(await api.count('tenants')).toBe(before);
  });
});
