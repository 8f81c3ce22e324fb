import { setTimeout as sleep } from 'node:timers/promises';
import { generateApiKey, hashApiKey } from '@adcp-orchestrator/access';
import { type Answer, ApiUnderTest, type TestTenant } from '../../testing/api-under-test';

describe('the API keys of a tenant', () => {
  let api: ApiUnderTest;
  let desk: TestTenant;

  beforeAll(async () => {
    api = await ApiUnderTest.start();
  });
  afterAll(() => api.stop());
  beforeEach(async () => {
    desk = await api.newTenant();
  });

  const make = (body: object, key = desk.keys.admin): Promise<Answer> =>
    api.call('POST', '/v1/api-keys', { key, body });
  const remove = (id: string, key = desk.keys.admin): Promise<Answer> =>
    api.call('DELETE', `/v1/api-keys/${id}`, { key });
  const list = async (query = '', key = desk.keys.admin): Promise<Answer['body']> =>
    (await api.call('GET', `/v1/api-keys${query}`, { key })).body;
  const statusOf = async (key: string, on = api): Promise<number> => (await on.call('GET', '/v1/me', { key })).status;

  it('are shown once, work at once with their role, and are stored as a hash alone', async () => {
    const made = await make({ name: 'ana@desk.example', role: 'trader' });
    expect([made.status, made.headers.get('cache-control')]).toEqual([201, 'no-store']);
    const { key, ...shown } = made.body;
    expect(key).toMatch(new RegExp(`^ado_${shown.id.replaceAll('-', '')}_[\\w-]{43}$`));
    expect(shown).toMatchObject({ created_by: 'the admin', expires_at: null, last_used_at: null });
    const me = await api.call('GET', '/v1/me', { key });
    expect(me.body).toMatchObject({
      tenant: { id: desk.id },
      key: { id: shown.id, name: 'ana@desk.example', role: 'trader' },
      platform_admin: false,
    });
    const { rows } = await api.database.pool.query('SELECT * FROM api_keys WHERE id = $1', [shown.id]);
    expect(JSON.stringify(rows)).not.toContain(key.slice(-43));
    const [newest] = (await list()).items;
    expect(Object.keys(newest!)).toEqual(Object.keys(shown));
    expect(newest).toMatchObject({ id: shown.id, name: 'ana@desk.example', role: 'trader' });
  });

  it('of before, in their own form, go on working', async () => {
    const old = `adcp_${generateApiKey().slice(-43)}`;
    await api.database.pool.query(
      `INSERT INTO api_keys (id, tenant_id, name, role, key_hash) VALUES (gen_random_uuid(), $1, 'old', 'viewer', $2)`,
      [desk.id, hashApiKey(old)],
    );
    expect(await statusOf(old)).toBe(200);
  });

  it.each<[object, string]>([
    [{ name: 'x' }, '/role'],
    [{ name: 'x', role: 'platform_admin' }, '/role'],
    [{ name: '', role: 'viewer' }, '/name'],
    [{ name: 'x', role: 'viewer', expires_at: 'tomorrow' }, '/expires_at'],
    [{ name: 'x', role: 'viewer', expires_at: '2020-01-01T00:00:00Z' }, '/expires_at'],
    [{ name: 'x', role: 'viewer', key: 'mine' }, '/key'],
  ])('are refused as %j, naming %s', async (body, pointer) => {
    const answer = await make(body);
    expect([answer.status, answer.body.errors.map((error) => error.pointer)]).toEqual([422, [pointer]]);
  });

  it('end by themselves', async () => {
    const end = new Date(Date.now() + 60_000).toISOString();
    const { id, key, expires_at } = (await make({ name: 'short', role: 'viewer', expires_at: end })).body;
    expect(expires_at).toBe(end);
    await api.database.pool.query('UPDATE api_key_details SET expires_at = now() WHERE key_id = $1', [id]);
    expect(await statusOf(key)).toBe(401);
  });

  it('that are deleted stop working on every replica within five seconds', async () => {
    const twin = await api.twin();
    try {
      const { id, key } = (await make({ name: 'leaver', role: 'trader' })).body;
      for (const replica of [api, twin]) expect(await statusOf(key, replica)).toBe(200);
      expect((await remove(id)).status).toBe(204);
      await sleep(3_200);
      for (const replica of [api, twin]) expect(await statusOf(key, replica)).toBe(401);
      expect((await remove(id)).status).toBe(404);
      expect((await list()).items.map((item) => item.id)).not.toContain(id);
    } finally {
      await twin.stop();
    }
  });

  it('keep one admin key that works: the last cannot be deleted, also when two are deleted at once', async () => {
    const [only] = (await list()).items.filter(({ role }) => role === 'admin');
    const refused = await remove(only!.id);
    expect([refused.status, refused.body.type]).toEqual([409, 'urn:adcp-orchestrator:problem:last-admin-key']);
    expect(refused.body.detail).toContain('POST /v1/api-keys');
    const second = (await make({ name: 'second', role: 'admin' })).body;
    // One that has ended is no way out.
    await api.database.pool.query(
      `UPDATE api_key_details SET expires_at = now() - interval '1 hour' WHERE key_id = $1`,
      [second.id],
    );
    expect((await remove(only!.id)).status).toBe(409);
    const third = (await make({ name: 'third', role: 'admin' })).body;
    const both = await Promise.all([remove(only!.id), remove(third.id)]);
    expect(both.map(({ status }) => status).sort()).toEqual([204, 409]);
  });

  it("of the platform's admin are deleted by the platform's admin alone", async () => {
    const platform = await api.platformKey();
    const admin = (await make({ name: 'admin of the first tenant', role: 'admin' }, platform)).body.key;
    const [theirs] = (await list('', admin)).items.filter(({ name }) => name === 'bootstrap');
    expect((await remove(theirs!.id, admin)).status).toBe(403);
    expect((await remove(theirs!.id, platform)).status).toBe(204);
  });

  it('are listed by pages, each once', async () => {
    for (const name of ['a', 'b', 'c']) await make({ name, role: 'viewer' });
    const first = await list('?limit=4');
    const second = await list(`?limit=4&cursor=${first.next_cursor}`);
    expect([first.items.length, second.items.length, second.next_cursor]).toEqual([4, 2, null]);
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(6);
  });

  it('are bounded in number', async () => {
    await api.database.pool.query(
      `INSERT INTO api_keys (id, tenant_id, name, role, key_hash)
       SELECT gen_random_uuid(), $1, 'many', 'viewer', uuid_send(gen_random_uuid()) FROM generate_series(1, 497)`,
      [desk.id],
    );
    expect((await make({ name: 'one more', role: 'viewer' })).body.type).toBe(
      'urn:adcp-orchestrator:problem:key-limit-reached',
    );
  });
});
