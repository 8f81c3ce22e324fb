import type { SellerRow } from '@adcp-orchestrator/ledger';
import { SecretBox } from '@adcp-orchestrator/platform';
import { tokenContext, webhookSecretContext } from '@adcp-orchestrator/ledger';
import { ApiUnderTest, type Answer, type TestTenant } from '../../testing/api-under-test';

const SECRET = '0123456789abcdef0123456789abcdef';
const TOKEN = 'the-token-of-the-seller';
/** RFC 8037, appendix A.2. */
const KEY = { kid: 'k', kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' };

describe('sellers', () => {
  let api: ApiUnderTest;
  let desk: TestTenant;

  beforeAll(async () => {
    api = await ApiUnderTest.start({ PUBLIC_URL: 'https://orchestrator.example/' });
    desk = await api.newTenant();
  });
  afterAll(() => api.stop());

  const call = (method: string, path: string, body?: unknown): Promise<Answer> =>
    api.call(method, path, { key: desk.keys.admin, body });
  const add = (settings: Record<string, unknown>): Promise<Answer> =>
    call('POST', '/v1/sellers', {
      name: 'A seller',
      agent_url: 'https://a.example/mcp',
      dialect: 'hitl-v1',
      ...settings,
    });
  const row = async (id: string) =>
    (await api.database.pool.query<SellerRow>('SELECT * FROM sellers WHERE tenant_id = $1 AND id = $2', [desk.id, id]))
      .rows[0]!;

  it('keeps secrets sealed, and never gives them back', async () => {
    const made = await add({
      id: 'acme',
      auth: { scheme: 'header', token: TOKEN },
      webhooks: { mode: 'hmac', secret: SECRET },
    });
    expect(made.status).toBe(201);
    expect(made.headers.get('location')).toBe('/v1/sellers/acme');
    expect(made.body).toMatchObject({
      auth: { scheme: 'header', header: 'x-adcp-auth', has_credential: true },
      webhooks: { mode: 'hmac', has_secret: true },
      limits: { max_concurrency: 16, requests_per_second: null, min_poll_seconds: null },
      revision: 1,
    });
    const texts = [made, await call('GET', '/v1/sellers/acme'), await call('GET', '/v1/sellers')].map(
      ({ text }) => text,
    );
    for (const text of texts) expect(text).not.toMatch(new RegExp(`${SECRET}|${TOKEN}`));
    const stored = await row('acme');
    const box = api.app.get(SecretBox);
    const place = { tenantId: desk.id, id: 'acme' };
    expect(box.open(stored.auth_token_sealed!, tokenContext(place))).toBe(TOKEN);
    expect(box.open(stored.webhook_secret_sealed!, webhookSecretContext(place))).toBe(SECRET);
    expect(made.body.webhook_urls).toEqual({
      adcp: `https://orchestrator.example/webhooks/adcp/${stored.route_token}`,
      hitl_tasks: `https://orchestrator.example/webhooks/hitl-tasks/${stored.route_token}`,
    });
  });

  it('makes an id from the name, with a suffix when it is taken', async () => {
    const [first, second] = [await add({ name: 'Größe & Töne GmbH' }), await add({ name: 'Größe & Töne GmbH' })];
    expect(first.body.id).toBe('gro-e-to-ne-gmbh');
    expect(second.body.id).toMatch(/^gro-e-to-ne-gmbh-[0-9a-f]{6}$/);
    expect((await add({ name: '日本' })).body.errors).toMatchObject([{ pointer: '/id' }]);
  });

  it('refuses an id that is taken, and keeps that of a deleted seller reserved', async () => {
    await add({ id: 'twice' });
    expect([(await add({ id: 'twice' })).status]).toEqual([409]);
    expect((await call('DELETE', '/v1/sellers/twice')).status).toBe(204);
    expect((await call('GET', '/v1/sellers/twice')).status).toBe(404);
    expect((await call('DELETE', '/v1/sellers/twice')).status).toBe(404);
    expect((await call('PATCH', '/v1/sellers/twice', { name: 'x' })).status).toBe(404);
    const again = await add({ id: 'twice' });
    expect(again.body).toMatchObject({
      type: 'urn:adcp-orchestrator:problem:seller-exists',
      detail: expect.stringMatching(/deleted/),
    });
  });

  it('refuses to delete a seller that has operations without an end, and forgets its secrets afterwards', async () => {
    await add({ id: 'busy', auth: { scheme: 'bearer', token: TOKEN } });
    const operation = await api.handOver(desk, 'busy');
    const refused = await call('DELETE', '/v1/sellers/busy');
    expect([refused.status, refused.body.unsettled_operations]).toEqual([409, 1]);
    await call('POST', `/v1/operations/${operation.body.id}/cancel`);
    expect((await call('DELETE', '/v1/sellers/busy')).status).toBe(204);
    expect((await row('busy')).auth_token_sealed).toBeNull();
    expect((await api.handOver(desk, 'busy')).body.errors).toMatchObject([{ pointer: '/seller_id' }]);
    expect((await call('GET', `/v1/operations/${operation.body.id}`)).status).toBe(200);
    expect((await call('POST', `/v1/operations/${operation.body.id}/retry`)).status).toBe(409);
  });

  it('changes what is mentioned, and takes away what is null', async () => {
    await add({
      id: 'change',
      auth: { scheme: 'bearer', token: TOKEN },
      webhooks: { mode: 'bearer', secret: SECRET },
      limits: { max_concurrency: 4, min_poll_seconds: 60 },
      deadlines: { create_media_buy: 'PT1H' },
    });
    const named = await call('PATCH', '/v1/sellers/change', {
      name: 'Another name',
      limits: { min_poll_seconds: null },
    });
    expect(named.body).toMatchObject({
      name: 'Another name',
      auth: { has_credential: true },
      webhooks: { mode: 'bearer', has_secret: true },
      limits: { max_concurrency: 4, min_poll_seconds: null },
      deadlines: { create_media_buy: 'PT1H' },
      revision: 1,
    });
    const bare = await call('PATCH', '/v1/sellers/change', { auth: null, webhooks: null, deadlines: null });
    expect(bare.body).toMatchObject({
      auth: null,
      webhooks: { mode: 'none', has_secret: false },
      deadlines: {},
      revision: 2,
    });
  });

  it('raises the revision with URL and credential, and forgets what another agent said of itself', async () => {
    await add({ id: 'moving' });
    await api.database.pool.query(
      `UPDATE sellers SET capabilities = '{"replayWindowSeconds":60,"pollTool":"tasks_get","tools":["a"]}', capabilities_at = now()
       WHERE id = 'moving'`,
    );
    expect((await call('GET', '/v1/sellers/moving')).body.capabilities).toEqual({
      replay_window_seconds: 60,
      poll_tool: 'tasks_get',
      tools: ['a'],
    });
    const token = await call('PATCH', '/v1/sellers/moving', { auth: { scheme: 'bearer', token: 'new' } });
    expect([token.body.revision, token.body.capabilities === null]).toEqual([2, false]);
    const moved = await call('PATCH', '/v1/sellers/moving', { agent_url: 'https://a.example/agent' });
    expect([moved.body.revision, moved.body.capabilities]).toEqual([3, null]);
  });

  describe('with a credential', () => {
    const auth = { scheme: 'bearer', token: TOKEN };
    const moveTo = async (id: string, changes: Record<string, unknown>): Promise<Answer> => {
      await add({ id, auth, agent_url: 'https://a.example/mcp' });
      return call('PATCH', `/v1/sellers/${id}`, changes);
    };

    it.each([
      ['another host', 'https://b.example/mcp'],
      ['a subdomain', 'https://api.a.example/mcp'],
      ['another port', 'https://a.example:8443/mcp'],
      ['another scheme', 'http://a.example/mcp'],
    ])('never takes it to %s', async (where, url) => {
      const id = `stays-${where.replaceAll(' ', '-')}`;
      const before = [(await moveTo(id, { name: 'Still here' })).body, await row(id)];
      const refused = await call('PATCH', `/v1/sellers/${id}`, { agent_url: url, name: 'Moved' });
      expect([refused.status, refused.body.errors.map(({ pointer }) => pointer)]).toEqual([422, ['/auth']]);
      const origin = new URL(url).origin;
      expect(refused.body.errors[0]?.detail).toContain(`moves from https://a.example to ${origin}`);
      expect([(await call('GET', `/v1/sellers/${id}`)).body, await row(id)]).toEqual(before);
    });

    it('moves with the one for the new address, or with none', async () => {
      const other = { scheme: 'header', header: 'x-key', token: 'the-token-of-the-new-address' };
      const moved = await moveTo('moves', { agent_url: 'https://b.example/mcp', auth: other });
      expect([moved.status, moved.body]).toMatchObject([200, { agent_url: 'https://b.example/mcp', revision: 2 }]);
      const place = { tenantId: desk.id, id: 'moves' };
      expect(api.app.get(SecretBox).open((await row('moves')).auth_token_sealed!, tokenContext(place))).toBe(
        other.token,
      );
      const bare = await call('PATCH', '/v1/sellers/moves', { agent_url: 'https://c.example/mcp', auth: null });
      expect([bare.status, bare.body]).toMatchObject([200, { agent_url: 'https://c.example/mcp', auth: null }]);
      // Without a credential, nothing could leak.
      expect((await call('PATCH', '/v1/sellers/moves', { agent_url: 'https://d.example/mcp' })).status).toBe(200);
    });

    it.each(['https://a.example/another/path?tenant=7', 'https://A.example:443/mcp'])(
      'keeps it at the same origin, as %s',
      async (url) => {
        const id = `same-${url.length}`;
        const moved = await moveTo(id, { agent_url: url });
        expect([moved.status, moved.body]).toMatchObject([200, { agent_url: url, auth: { has_credential: true } }]);
      },
    );
  });

  it.each<[string, Record<string, unknown>, string | null]>([
    ['nothing of its webhooks', {}, '/webhooks'],
    ['their mode alone', { webhooks: { mode: 'bearer' } }, '/webhooks/secret'],
    ['another secret', { webhooks: { mode: 'bearer', secret: `${SECRET}-of-b` } }, null],
    ['another mode', { webhooks: { mode: 'hmac', secret: SECRET } }, null],
    ['no webhooks', { webhooks: null }, null],
  ])('never takes a webhook secret to another origin: with %s', async (what, changes, pointer) => {
    const id = `hook-${what.replaceAll(' ', '-')}`;
    await add({ id, agent_url: 'https://a.example/mcp', webhooks: { mode: 'bearer', secret: SECRET } });
    expect((await call('PATCH', `/v1/sellers/${id}`, { agent_url: 'https://a.example/other' })).status).toBe(200);
    const moved = await call('PATCH', `/v1/sellers/${id}`, { agent_url: 'https://b.example/mcp', ...changes });
    if (pointer === null) {
      expect([moved.status, moved.body]).toMatchObject([200, { agent_url: 'https://b.example/mcp' }]);
      return;
    }
    expect([moved.status, moved.body.errors]).toMatchObject([422, [{ pointer }]]);
    expect(moved.body.errors[0]?.detail).toContain('moves from https://a.example to https://b.example');
    expect((await call('GET', `/v1/sellers/${id}`)).body).toMatchObject({ agent_url: 'https://a.example/other' });
  });

  it('keeps every one of many simultaneous changes', async () => {
    await add({ id: 'contended' });
    const fields = [{ name: 'N' }, { limits: { max_concurrency: 3 } }, { deadlines: { create_media_buy: 'PT3H' } }];
    const answers = await Promise.all(fields.map((body) => call('PATCH', '/v1/sellers/contended', body)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await call('GET', '/v1/sellers/contended')).body).toMatchObject({
      name: 'N',
      limits: { max_concurrency: 3 },
      deadlines: { create_media_buy: 'PT3H' },
    });
  });

  it('keeps the webhook secret while its mode stays, and asks for one when the mode changes', async () => {
    await add({ id: 'modes', webhooks: { mode: 'bearer', secret: SECRET } });
    expect((await call('PATCH', '/v1/sellers/modes', { webhooks: { mode: 'bearer' } })).body.webhooks.has_secret).toBe(
      true,
    );
    const refused = await call('PATCH', '/v1/sellers/modes', { webhooks: { mode: 'hmac' } });
    expect(refused.body.errors).toMatchObject([{ pointer: '/webhooks/secret' }]);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['an address that is none', { agent_url: 'agent' }, '/agent_url'],
    ['a user in the address', { agent_url: 'https://me:secret@a.example/mcp' }, '/agent_url'],
    ['a fragment', { agent_url: 'https://a.example/mcp#x' }, '/agent_url'],
    ['another protocol', { agent_url: 'ftp://a.example/mcp' }, '/agent_url'],
    ['an address that is too long', { agent_url: `https://a.example/${'x'.repeat(2_050)}` }, '/agent_url'],
    ['an id that is no slug', { id: 'No Slug' }, '/id'],
    ['a dialect that is not known', { dialect: 'adcp-v9' }, '/dialect'],
    ['a weak webhook secret', { webhooks: { mode: 'bearer', secret: 'short' } }, '/webhooks/secret'],
    ['no webhook secret', { webhooks: { mode: 'hmac' } }, '/webhooks/secret'],
    ['a secret that has no use', { webhooks: { mode: 'none', secret: SECRET } }, '/webhooks/secret'],
    [
      'signatures in the guide dialect',
      { webhooks: { mode: 'rfc9421', jwks_uri: 'https://a.example/jwks' } },
      '/webhooks/mode',
    ],
    ['signatures without keys', { dialect: 'adcp-v3', webhooks: { mode: 'rfc9421' } }, '/webhooks/jwks_uri'],
    ['a header of the transport', { auth: { scheme: 'header', header: 'Host', token: 'x' } }, '/auth/header'],
    ['a token that breaks the header', { auth: { scheme: 'bearer', token: 'a\r\nb' } }, '/auth/token'],
    ['a concurrency of none', { limits: { max_concurrency: 0 } }, '/limits/max_concurrency'],
    ['a deadline that is none', { deadlines: { create_media_buy: '24h' } }, '/deadlines/create_media_buy'],
    ['a member that is not known', { colour: 'red' }, '/colour'],
  ])('refuses a seller with %s', async (_, settings, pointer) => {
    const answer = await add(settings);
    expect([answer.status, answer.body.errors.map((error) => error.pointer)]).toEqual([422, [pointer]]);
  });

  it('tells everything that is wrong with a seller at once, by its schema and by sense', async () => {
    const wrong = {
      name: '日本',
      agent_url: 'http://me:secret@a.example/mcp',
      auth: { scheme: 'bearer', token: 'a\r\nb' },
      webhooks: { mode: 'hmac', secret_grace: 'PT1H', jwks_uri: 'https://a.example/jwks', profile: '3.0' },
      limits: { max_concurrency: 0 },
      colour: 'red',
    };
    const pointers = (answer: Answer) => answer.body.errors.map(({ pointer }) => pointer).sort();
    const made = await add(wrong);
    expect([made.status, pointers(made)]).toEqual([
      422,
      [
        '/agent_url',
        '/auth/token',
        '/colour',
        '/id',
        '/limits/max_concurrency',
        '/webhooks/jwks_uri',
        '/webhooks/profile',
        '/webhooks/secret',
        '/webhooks/secret_grace',
      ],
    ]);
    await add({ id: 'whole', auth: { scheme: 'bearer', token: 'x' } });
    const changed = await call('PATCH', '/v1/sellers/whole', {
      ...wrong,
      name: undefined,
      agent_url: 'https://b.example/mcp',
      auth: undefined,
    });
    expect([changed.status, pointers(changed)]).toEqual([
      422,
      ['/auth', '/colour', '/limits/max_concurrency', '/webhooks/jwks_uri', '/webhooks/profile', '/webhooks/secret'],
    ]);
    // A credential that came, though unusable, is not asked for a second time.
    const moved = { agent_url: 'https://b.example/mcp', auth: { scheme: 'bearer', token: 'a\r\nb' } };
    expect(pointers(await call('PATCH', '/v1/sellers/whole', moved))).toEqual(['/auth/token']);
  });

  it.each(['a\u0000', 'a\ud800'].flatMap((text) => [{ kid: text }, { x5c: [text] }, { [text]: 1 }]))(
    'refuses a pinned key that cannot be kept: %j',
    async (member) => {
      const answer = await add({
        dialect: 'adcp-v3',
        webhooks: { mode: 'rfc9421', jwks: { keys: [{ ...KEY, ...member }] } },
      });
      expect(answer.status).toBe(400);
      expect(answer.body.errors[0]?.pointer).toContain('/webhooks/jwks/keys/0');
    },
  );

  it.each([{ dialect: 'adcp-v3' }, { id: 'other' }])('never changes %j', async (change) => {
    await add({ id: 'fixed' });
    expect((await call('PATCH', '/v1/sellers/fixed', change)).status).toBe(422);
    expect((await call('PATCH', '/v1/sellers/fixed', {})).status).toBe(422);
  });

  it('lists by id, page by page', async () => {
    const other = await api.newTenant();
    for (const id of ['c', 'a', 'b']) await api.addSeller(other, id);
    const first = await api.call('GET', '/v1/sellers?limit=2', { key: other.keys.viewer });
    const second = await api.call('GET', `/v1/sellers?limit=2&cursor=${first.body.next_cursor}`, {
      key: other.keys.viewer,
    });
    const ids = [...first.body.items, ...second.body.items].map(({ id }) => id);
    expect([ids, second.body.next_cursor]).toEqual([['a', 'b', 'c'], null]);
  });
});

describe('sellers in production', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await ApiUnderTest.start({ ALLOW_PRIVATE_NETWORKS: '0' });
  });
  afterAll(() => api.stop());

  it.each([
    'http://a.example/mcp',
    'https://127.0.0.1/mcp',
    'https://[::1]/',
    'https://localhost/mcp',
    'https://10.0.0.1/',
    'https://2130706433/',
  ])('are not to be called at %s, and neither are subscribers', async (url) => {
    const { keys } = await api.newTenant();
    const seller = { name: 'x', agent_url: url, dialect: 'adcp-v3' };
    expect((await api.call('POST', '/v1/sellers', { key: keys.admin, body: seller })).body.errors).toMatchObject([
      { pointer: '/agent_url' },
    ]);
    expect((await api.call('POST', '/v1/subscriptions', { key: keys.admin, body: { url } })).body.errors).toMatchObject(
      [{ pointer: '/url' }],
    );
  });
});
