import { TestClock } from '@adcp-orchestrator/testing';
import { type Answer, ApiUnderTest, type TestTenant } from '../../../testing/api-under-test';

const PROBLEM = 'urn:adcp-orchestrator:problem:';

describe('sign-in links', () => {
  const clock = new TestClock();
  let api: ApiUnderTest;
  let desk: TestTenant;

  beforeAll(async () => {
    api = await ApiUnderTest.start({ SIGN_IN_LINKS: '1' }, { clock });
  });
  afterAll(() => api.stop());
  beforeEach(async () => {
    desk = await api.newTenant();
  });

  const make = (key = desk.keys.admin, headers = {}): Promise<Answer> =>
    api.call('POST', '/v1/session/links', { key, headers });
  const use = (token: unknown, headers = {}): Promise<Answer> =>
    api.call('POST', '/v1/session/link', { body: { token }, headers });
  const tokenOf = async (): Promise<string> => ((await make()).body as unknown as { token: string }).token;

  it('sign in once as the key that made them, and are used up by it', async () => {
    const made = await make();
    expect([made.status, made.headers.get('cache-control')]).toEqual([201, 'no-store']);
    const { token, path } = made.body as unknown as { token: string; path: string };
    expect([token, path]).toEqual([expect.stringMatching(/^adl_[\w-]{43}$/), `/sign-in#link=${token}`]);
    expect(Date.parse(made.body.expires_at ?? '') - clock.now().getTime()).toBe(600_000);

    const answer = await use(token);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([201, 'no-store']);
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^ado_session=ads_[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/);
    const me = await api.call('GET', '/v1/me', { headers: { cookie: cookie.split(';')[0] ?? '' } });
    expect(me.body).toEqual(answer.body);
    expect(me.body).toMatchObject({ tenant: { id: desk.id }, key: { name: 'the admin', role: 'admin' } });

    const again = await use(token);
    expect([again.status, again.body.type, again.headers.get('set-cookie')]).toEqual([
      410,
      `${PROBLEM}sign-in-link-ended`,
      null,
    ]);
    expect(again.body.detail).toContain('was used already');
  });

  it('sign in once, also when they are opened twice at the same moment', async () => {
    const token = await tokenOf();
    const answers = await Promise.all(Array.from({ length: 5 }, () => use(token)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 410, 410, 410, 410]);
  });

  it('work for ten minutes', async () => {
    const [early, late] = [await tokenOf(), await tokenOf()];
    clock.advance({ seconds: 599 });
    expect((await use(early)).status).toBe(201);
    clock.advance({ seconds: 1 });
    const answer = await use(late);
    expect([answer.status, answer.body.detail]).toEqual([410, expect.stringContaining('has expired')]);
  });

  it('are made by an admin’s key alone, and not by a session', async () => {
    for (const key of [desk.keys.viewer, desk.keys.trader]) expect((await make(key)).status).toBe(403);
    expect((await api.call('POST', '/v1/session/links', { key: null })).status).toBe(401);
    const opened = await use(await tokenOf());
    const [cookie = ''] = (opened.headers.get('set-cookie') ?? '').split(';');
    const bySession = await api.call('POST', '/v1/session/links', {
      headers: { cookie, 'x-csrf-token': opened.body.session.csrf_token },
    });
    expect([bySession.status, bySession.body.type]).toEqual([403, `${PROBLEM}forbidden`]);
  });

  it('open no session of a key that was revoked meanwhile', async () => {
    const { key, id } = (
      await api.call('POST', '/v1/api-keys', { key: desk.keys.admin, body: { name: 'Ana', role: 'admin' } })
    ).body;
    const { token } = (await make(key)).body as unknown as { token: string };
    await api.call('DELETE', `/v1/api-keys/${id}`, { key: desk.keys.admin });
    const [cookie = ''] = ((await use(token)).headers.get('set-cookie') ?? '').split(';');
    expect((await api.call('GET', '/v1/me', { headers: { cookie } })).status).toBe(401);
  });

  it.each([
    ['x-forwarded-for', '203.0.113.9'],
    ['forwarded', 'for=203.0.113.9'],
    ['via', '1.1 proxy'],
  ])('are not for what a proxy on this machine passes on, which its header %s shows', async (name, value) => {
    const token = await tokenOf();
    const headers = { [name]: value };
    expect((await make(desk.keys.admin, headers)).status).toBe(403);
    expect((await use(token, headers)).status).toBe(403);
    expect((await use(token)).status).toBe(201);
  });

  it.each([
    ['127.0.0.1', 201],
    ['127.8.0.1', 201],
    ['::1', 201],
    ['::ffff:127.0.0.1', 201],
    ['192.0.2.7', 403],
    ['::ffff:192.0.2.7', 403],
    ['2001:db8::1', 403],
    ['127.evil', 403],
  ])('from %s are answered %i', async (remoteAddress, status) => {
    const token = await tokenOf();
    const server = api.app.getHttpAdapter().getInstance();
    const [made, used] = [
      await server.inject({
        method: 'POST',
        url: '/v1/session/links',
        headers: { authorization: `Bearer ${desk.keys.admin}` },
        remoteAddress,
      }),
      await server.inject({ method: 'POST', url: '/v1/session/link', payload: { token }, remoteAddress }),
    ];
    expect([made.statusCode, used.statusCode]).toEqual([status, status]);
  });

  it('are not there without the setting', async () => {
    const without = await api.twin({ SIGN_IN_LINKS: '0' });
    try {
      const made = await without.call('POST', '/v1/session/links', { key: desk.keys.admin });
      const used = await without.call('POST', '/v1/session/link', { body: { token: await tokenOf() } });
      expect([made.status, used.status]).toEqual([404, 404]);
    } finally {
      await without.stop();
    }
  });

  it('are guessed sixty times a minute at most', async () => {
    // The minute of an address begins with its first try.
    const remoteAddress = '127.9.0.1';
    const statuses: number[] = [];
    for (let times = 0; times < 61; times += 1) {
      const payload = { token: `adl_${times}` };
      const server = api.app.getHttpAdapter().getInstance();
      const tried = await server.inject({ method: 'POST', url: '/v1/session/link', payload, remoteAddress });
      statuses.push(tried.statusCode);
    }
    expect(statuses).toEqual([...Array<number>(60).fill(410), 429]);
    expect((await use('x'.repeat(129))).status).toBe(422);
    expect((await use('x'.repeat(4_096))).status).toBe(413);
  });
});
