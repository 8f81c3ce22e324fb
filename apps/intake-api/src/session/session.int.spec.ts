import { setTimeout as sleep } from 'node:timers/promises';
import { generateApiKey } from '@adcp-orchestrator/access';
import { type Answer, ApiUnderTest, type TestTenant } from '../../testing/api-under-test';

interface SignedIn {
  cookie: string;
  csrf: string;
  answer: Answer;
}

describe('the session of a person', () => {
  let api: ApiUnderTest;
  let desk: TestTenant;

  beforeAll(async () => {
    api = await ApiUnderTest.start();
  });
  afterAll(() => api.stop());
  beforeEach(async () => {
    desk = await api.newTenant();
  });

  async function signIn(key: string, on = api): Promise<SignedIn> {
    const answer = await on.call('POST', '/v1/session', { body: { key } });
    const [cookie = ''] = (answer.headers.get('set-cookie') ?? '').split(';');
    return { cookie, csrf: answer.status === 201 ? answer.body.session.csrf_token : '', answer };
  }
  const call = (
    { cookie, csrf }: Pick<SignedIn, 'cookie'> & { csrf?: string },
    method: string,
    path: string,
    body?: unknown,
    on = api,
  ): Promise<Answer> =>
    on.call(method, path, { body, headers: { cookie, ...(csrf === undefined ? {} : { 'x-csrf-token': csrf }) } });

  it('begins with a key, is a cookie that no script reads, and lasts twelve hours', async () => {
    const { answer, cookie, csrf } = await signIn(desk.keys.trader);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([201, 'no-store']);
    expect(answer.headers.get('set-cookie')).toMatch(
      /^ado_session=ads_[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/,
    );
    expect(answer.body).toMatchObject({ tenant: { id: desk.id }, key: { name: 'the trader', role: 'trader' } });
    const ends = Date.parse(answer.body.session.expires_at) - Date.now();
    expect(Math.abs(ends - 12 * 3_600_000)).toBeLessThan(60_000);
    expect((await call({ cookie }, 'GET', '/v1/me')).body).toEqual(answer.body);
    const { rows } = await api.database.pool.query('SELECT * FROM sessions');
    expect(JSON.stringify(rows)).not.toContain(cookie.slice(-43));
    expect(csrf).not.toContain(cookie.slice(-43));
  });

  it('is told of without one: nobody being signed in is an answer, and how one can sign in', async () => {
    const nobody = await api.call('GET', '/v1/session', { key: null });
    expect([nobody.status, nobody.headers.get('cache-control'), nobody.body]).toEqual([
      200,
      'no-store',
      { signed_in: null, oidc_start: null },
    ]);
    const session = await signIn(desk.keys.viewer);
    expect((await call({ cookie: session.cookie }, 'GET', '/v1/session')).body).toEqual({
      signed_in: session.answer.body,
      oidc_start: null,
    });
    await call(session, 'DELETE', '/v1/session');
    expect((await call({ cookie: session.cookie }, 'GET', '/v1/session')).body).toMatchObject({ signed_in: null });
  });

  it('is bound to https where the service is reached by it', async () => {
    const secure = await api.twin({ PUBLIC_URL: 'https://desk.example' });
    try {
      const { answer, cookie } = await signIn(desk.keys.viewer, secure);
      expect(answer.headers.get('set-cookie')).toMatch(/^__Host-ado_session=.*; SameSite=Strict; Secure$/);
      expect((await call({ cookie }, 'GET', '/v1/me', undefined, secure)).status).toBe(200);
      const plain = cookie.replace('__Host-', '');
      expect((await call({ cookie: plain }, 'GET', '/v1/me', undefined, secure)).status).toBe(401);
    } finally {
      await secure.stop();
    }
  });

  it('may do what its key may, and changes something only with its CSRF token', async () => {
    const admin = await signIn(desk.keys.admin);
    const seller = { id: 'acme', name: 'Acme', agent_url: 'http://127.0.0.1:1/mcp', dialect: 'hitl-v1' };
    const other = await signIn(desk.keys.admin);
    for (const csrf of [undefined, '', 'wrong', other.csrf]) {
      const refused = await call({ cookie: admin.cookie, csrf }, 'POST', '/v1/sellers', seller);
      expect([csrf, refused.status, refused.body.type]).toEqual([
        csrf,
        403,
        'urn:adcp-orchestrator:problem:csrf-token-needed',
      ]);
    }
    expect((await call(admin, 'POST', '/v1/sellers', seller)).status).toBe(201);
    expect((await call({ cookie: admin.cookie }, 'GET', '/v1/sellers')).body.items).toHaveLength(1);
    const viewer = await signIn(desk.keys.viewer);
    expect((await call(viewer, 'POST', '/v1/sellers', seller)).body).toMatchObject({ required_role: 'admin' });
    const lines = (await call(admin, 'GET', '/v1/audit')).body.items;
    expect(lines.map(({ kind }) => kind)).toEqual([
      'session.started',
      'seller.created',
      'session.started',
      'session.started',
    ]);
  });

  it('ends by signing out, here at once and elsewhere within seconds', async () => {
    const twin = await api.twin();
    try {
      const session = await signIn(desk.keys.viewer);
      expect((await call(session, 'GET', '/v1/me', undefined, twin)).status).toBe(200);
      const out = await call(session, 'DELETE', '/v1/session');
      expect([out.status, out.headers.get('set-cookie')]).toEqual([
        204,
        'ado_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict',
      ]);
      expect((await call(session, 'GET', '/v1/me')).body.detail).toContain('sign in again');
      await sleep(3_200);
      expect((await call(session, 'GET', '/v1/me', undefined, twin)).status).toBe(401);
      const byKey = await api.call('DELETE', '/v1/session', { key: desk.keys.viewer });
      expect(byKey.status).toBe(404);
    } finally {
      await twin.stop();
    }
  });

  it('ends with its key, and at its own end', async () => {
    const made = (await api.call('POST', '/v1/api-keys', { key: desk.keys.admin, body: { name: 'a', role: 'viewer' } }))
      .body;
    const [first, second] = [await signIn(made.key), await signIn(desk.keys.viewer)];
    await api.call('DELETE', `/v1/api-keys/${made.id}`, { key: desk.keys.admin });
    expect((await call(first, 'GET', '/v1/me')).status).toBe(401);
    await api.database.pool.query('UPDATE sessions SET expires_at = now() WHERE tenant_id = $1', [desk.id]);
    expect((await call(second, 'GET', '/v1/me')).status).toBe(401);
  });

  it('begins thirty times in ten minutes for one key, on all replicas, and is in the audit no more often', async () => {
    const other = await api.newTenant();
    const twin = await api.twin();
    try {
      const answers: Answer[] = [];
      for (let times = 0; times < 33; times += 1) {
        answers.push((await signIn(other.keys.viewer, times % 2 === 0 ? api : twin)).answer);
      }
      expect(answers.map(({ status }) => status)).toEqual([
        ...Array.from({ length: 30 }, () => 201),
        ...Array.from({ length: 3 }, () => 429),
      ]);
      const refused = answers.at(-1)!;
      expect(refused.body.type).toBe('urn:adcp-orchestrator:problem:rate-limit-exceeded');
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(500);
      expect(refused.headers.get('set-cookie')).toBeNull();
    } finally {
      await twin.stop();
    }
    const lines = await api.call('GET', '/v1/audit?kind=session.started', { key: other.keys.admin });
    expect(lines.body.items).toHaveLength(30);
    expect((await signIn(other.keys.admin)).answer.status).toBe(201);
  });

  it('is refused to an unknown key and to an unknown cookie, and guesses are bounded', async () => {
    const wrong = await api.call('POST', '/v1/session', { body: { key: generateApiKey() } });
    expect([wrong.status, wrong.headers.get('set-cookie')]).toEqual([401, null]);
    expect((await api.call('POST', '/v1/session', { body: {} })).body.errors).toMatchObject([{ pointer: '/key' }]);
    const guesses = await Promise.all(
      Array.from({ length: 15 }, () =>
        call({ cookie: `ado_session=ads_${generateApiKey().slice(-43)}` }, 'GET', '/v1/me'),
      ),
    );
    expect(new Set(guesses.map(({ status }) => status))).toEqual(new Set([401, 429]));
  });

  it('is one of at most a hundred of its key: the oldest ends', async () => {
    const other = await api.newTenant();
    const { pool } = api.database;
    await pool.query(
      `INSERT INTO sessions (tenant_id, id, token_hash, actor_kind, actor_id, actor_name, key_id, role, expires_at)
       SELECT k.tenant_id, ('0190aaaa-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, uuid_send(gen_random_uuid()),
         'api_key', k.id::text, k.name, k.id, k.role, now() + interval '1 hour'
       FROM api_keys k, generate_series(1, 100) n WHERE k.tenant_id = $1 AND k.role = 'viewer'`,
      [other.id],
    );
    const twin = await api.twin();
    try {
      await signIn(other.keys.viewer, twin);
    } finally {
      await twin.stop();
    }
    const { rows } = await pool.query(
      'SELECT min(id::text) AS oldest, count(*)::int AS n FROM sessions WHERE tenant_id = $1',
      [other.id],
    );
    expect(rows).toEqual([{ oldest: '0190aaaa-0000-7000-8000-000000000002', n: 100 }]);
  });

  it('is asked for with a body of 4 KiB at most', async () => {
    const rawBody = JSON.stringify({ key: 'x'.repeat(4_096) });
    const headers = { 'content-type': 'application/json' };
    const answer = await api.call('POST', '/v1/session', { rawBody, headers });
    expect([answer.status, answer.body.type]).toEqual([413, 'urn:adcp-orchestrator:problem:payload-too-large']);
    expect(answer.body.detail).toContain('4096 for a sign-in');
  });

  it("opens the queue board to the platform's admin alone", async () => {
    const twin = await api.twin();
    try {
      const platform = await signIn(await api.platformKey(), twin);
      expect((await call(platform, 'GET', '/admin/queues/api/queues', undefined, twin)).status).toBe(200);
      const admin = await signIn(desk.keys.admin, twin);
      expect((await call(admin, 'GET', '/admin/queues/api/queues', undefined, twin)).status).toBe(403);
    } finally {
      await twin.stop();
    }
  });
});
