import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePort, until } from '@adcp-orchestrator/testing';
import { ApiUnderTest, type TestTenant } from '../../../testing/api-under-test';
import { OidcBrowser, targetOf } from '../../../testing/oidc-browser';

const PUBLIC_URL = 'http://desk.example';
const PROVIDER = join(__dirname, '../../../testing/oidc-provider.mjs');

describe('sign-in at an OpenID provider', () => {
  let api: ApiUnderTest;
  let desk: TestTenant;
  const providers: ChildProcess[] = [];
  let issuer: string;

  beforeAll(async () => {
    const port = await freePort();
    issuer = `http://127.0.0.1:${port}`;
    await startProvider(port);
    api = await ApiUnderTest.start({
      PUBLIC_URL,
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: 'desk',
      OIDC_CLIENT_SECRET: 'hunter2',
    });
    desk = await api.newTenant();
  });
  afterAll(async () => {
    await Promise.all(
      providers.map(async (provider) => {
        const ended = once(provider, 'exit');
        provider.stdin!.end();
        await ended;
      }),
    );
    await api.stop();
  });

  async function startProvider(port: number): Promise<void> {
    const redirectUri = `${PUBLIC_URL}/auth/oidc/callback`;
    const provider = spawn(process.execPath, [PROVIDER, String(port), redirectUri, 'desk', 'hunter2'], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    providers.push(provider);
    await once(provider.stdout, 'data', { signal: AbortSignal.timeout(60_000) });
  }

  const browser = (on = api): OidcBrowser => new OidcBrowser({ known: PUBLIC_URL, real: on.url });
  const start = `${PUBLIC_URL}/auth/oidc/start`;

  it('gives a person a session with the role and tenant of their claims, whom the audit names', async () => {
    const ana = browser();
    const back = await ana.signIn(`${start}?return_to=/console%3Fx%3D%221%22`, `ana:admin:${desk.id}`);
    const page = await ana.go('GET', back);
    expect(page.status).toBe(200);
    const html = await page.text();
    expect(html).toContain('content="0;url=/console?x=&#34;1&#34;"');
    expect(targetOf(html)).toBe('/console?x="1"');
    expect(page.headers.getSetCookie()[0]).toMatch(/^ado_session=ads_[\w-]{43}; .*; HttpOnly; SameSite=Strict$/);
    const cookie = ana.cookieHeader(new URL(api.url).origin);
    const me = (await api.call('GET', '/v1/me', { headers: { cookie } })).body;
    expect(me).toMatchObject({
      tenant: { id: desk.id },
      user: { id: `ana:admin:${desk.id}`, name: 'ana@desk.example', role: 'admin' },
      platform_admin: false,
    });
    expect(me).not.toHaveProperty('key');
    expect((await api.call('GET', '/v1/session', { key: null })).body).toEqual({
      signed_in: null,
      oidc_start: '/auth/oidc/start',
    });
    const headers = { cookie, 'x-csrf-token': me.session.csrf_token };
    const made = await api.call('POST', '/v1/api-keys', { headers, body: { name: 'bot', role: 'viewer' } });
    expect([made.status, made.body]).toMatchObject([201, { created_by: 'ana@desk.example' }]);
    const [line] = (await api.call('GET', '/v1/audit', { headers: { cookie } })).body.items;
    expect(line).toMatchObject({ kind: 'api_key.created', actor: { kind: 'user', name: 'ana@desk.example' } });
    await api.addSeller(desk, 'acme');
    const operation = (await api.handOver(desk, 'acme')).body.id;
    expect((await api.call('POST', `/v1/operations/${operation}/cancel`, { headers })).status).toBe(200);
    const [acted] = (await api.call('GET', `/v1/audit?target=${operation}`, { headers: { cookie } })).body.items;
    expect(acted).toMatchObject({ actor: { kind: 'user', id: `ana:admin:${desk.id}`, name: 'ana@desk.example' } });
  });

  it('asks the provider by PKCE, with state and nonce, and remembers them in a cookie that is sealed', async () => {
    const answer = await browser().go('GET', start);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
    const url = new URL(targetOf(await answer.text()));
    expect(url.origin).toBe(issuer);
    const { state = '', nonce = '', ...rest } = Object.fromEntries(url.searchParams);
    expect(rest).toMatchObject({
      response_type: 'code',
      client_id: 'desk',
      code_challenge_method: 'S256',
      redirect_uri: `${PUBLIC_URL}/auth/oidc/callback`,
    });
    expect([state.length, nonce.length].every((length) => length >= 40)).toBe(true);
    const [cookie = ''] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^ado_oidc=[\w-]+; Path=\/auth\/oidc; Max-Age=600; HttpOnly; SameSite=Lax$/);
    expect(Buffer.from(cookie.split(/[=;]/)[1]!, 'base64url').toString('latin1')).not.toContain(state);
  });

  it.each([
    ['an unknown role', 'owner', 'theirs', 'role'],
    ["the platform's admin, who is a key", 'platform_admin', 'theirs', 'role'],
    ['an unknown tenant', 'viewer', 'nobody', 'tenant'],
  ])('refuses %s, naming the claim', async (_, role, tenant, claim) => {
    const ben = browser();
    const back = await ben.signIn(start, `ben:${role}:${tenant === 'theirs' ? desk.id : tenant}`);
    const answer = await ben.go('GET', back);
    expect(answer.status).toBe(403);
    const body = (await answer.json()) as { type: string; detail: string };
    expect(body.type).toBe('urn:adcp-orchestrator:problem:sign-in-refused');
    expect(body.detail).toContain(`"${claim}"`);
    expect(ben.cookieHeader(new URL(api.url).origin)).not.toContain('ado_session');
  });

  it('takes an answer once, from the browser that asked, and no changed one', async () => {
    const eve = browser();
    const back = await eve.signIn(start, `eve:viewer:${desk.id}`);
    const stranger = await browser().go('GET', back);
    expect([stranger.status, ((await stranger.json()) as { type: string }).type]).toEqual([
      400,
      'urn:adcp-orchestrator:problem:sign-in-failed',
    ]);
    const changed = await eve.go('GET', back.replace(/state=[^&]+/, 'state=another'));
    expect(changed.status).toBe(400);
    expect((await eve.go('GET', back)).status).toBe(200);
    expect((await eve.go('GET', back)).status).toBe(400);
    const denied = browser();
    const { searchParams } = new URL(targetOf(await (await denied.go('GET', start)).text()));
    const query = new URLSearchParams({ error: 'access_denied', state: searchParams.get('state')!, iss: issuer });
    const answer = await denied.go('GET', `${PUBLIC_URL}/auth/oidc/callback?${query.toString()}`);
    expect([answer.status, ((await answer.json()) as { detail: string }).detail]).toEqual([
      403,
      expect.stringContaining('access_denied'),
    ]);
  });

  it.each(['//elsewhere.example', '/\\elsewhere.example', 'https://elsewhere.example', 'console'])(
    'leads nobody to %s',
    async (path) => {
      const answer = await browser().go('GET', `${start}?return_to=${encodeURIComponent(path)}`);
      expect(answer.status).toBe(422);
    },
  );

  it('says when the provider is away, and works once it is back', async () => {
    const port = await freePort();
    const away = await api.twin({ OIDC_ISSUER: `http://127.0.0.1:${port}` });
    try {
      const answer = await browser(away).go('GET', start);
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
      await startProvider(port);
      // The provider is left alone for a second after it could not be asked.
      const back = await until(
        'another answer than 503',
        async () => {
          const again = await browser(away).go('GET', start);
          return again.status === 503 ? undefined : again;
        },
        // An address may ask sixty times in a minute.
        { everyMs: 1_500 },
      );
      expect(back.status).toBe(200);
    } finally {
      await away.stop();
    }
  });

  it('asks the provider for one address no more often than its limit', async () => {
    const query = `${PUBLIC_URL}/auth/oidc/callback?code=x&state=y`;
    // Sixty in a minute. Another minute may begin before the callback. Then all is done once more.
    let callback = 0;
    for (let rounds = 0; rounds < 3 && callback !== 429; rounds += 1) {
      const answers = await Promise.all(Array.from({ length: 130 }, () => browser().go('GET', start)));
      const refused = answers.filter(({ status }) => status === 429);
      expect(refused.length).toBeGreaterThanOrEqual(10);
      expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
      callback = (await browser().go('GET', query)).status;
    }
    expect(callback).toBe(429);
  });

  it('is not there without settings; a key signs in then', async () => {
    const without = await api.twin({ OIDC_ISSUER: '', OIDC_CLIENT_ID: '', OIDC_CLIENT_SECRET: '' });
    try {
      const answer = await browser(without).go('GET', start);
      expect([answer.status, ((await answer.json()) as { detail: string }).detail]).toEqual([
        404,
        expect.stringContaining('POST /v1/session'),
      ]);
    } finally {
      await without.stop();
    }
  });
});
