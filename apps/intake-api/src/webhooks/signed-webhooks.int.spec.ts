import { randomUUID } from 'node:crypto';
import { signWebhook } from '@adcp/sdk/signing/client';
import { InMemorySigningProvider, mintEphemeralEd25519Key } from '@adcp/sdk/signing/testing';
import type { Registry } from 'prom-client';
import { MAX_KEPT_OF_SELLER, deleteExpiredNonces } from '@adcp-orchestrator/ledger';
import { METRICS, MetricName } from '@adcp-orchestrator/platform';
import { DocumentServer } from '@adcp-orchestrator/testing';
import { type Answer, ApiUnderTest, type TestTenant } from '../../testing/api-under-test';

type Key = Awaited<ReturnType<typeof mintEphemeralEd25519Key>>;

const PUBLIC_URL = 'https://desk.example.com';
const SECRET = 'a-webhook-secret-of-32-characters-or-more';

describe('webhooks signed by RFC 9421', () => {
  let api: ApiUnderTest;
  let desk: TestTenant;
  let documents: DocumentServer;
  let now = new Date('2026-03-02T09:00:00Z').getTime();
  let key: Key;
  let sellers = 0;

  beforeAll(async () => {
    documents = await DocumentServer.start();
    api = await ApiUnderTest.start({ PUBLIC_URL }, { clock: { now: () => new Date(now) } });
    desk = await api.newTenant();
    key = await mintEphemeralEd25519Key();
  });
  afterAll(async () => {
    await api.stop();
    await documents.stop();
  });
  // What one test fetched is too old for the next, so each test fetches again.
  beforeEach(() => {
    now += 6 * 3_600_000;
  });

  /** @returns the path of its webhooks, and the address of its agent */
  async function seller(webhooks: object, agentUrl = 'http://127.0.0.1:1/mcp'): Promise<string> {
    sellers += 1;
    const added = await api.addSeller(desk, `seller-${sellers}`, {
      dialect: 'adcp-v3',
      agent_url: agentUrl,
      webhooks: { mode: 'rfc9421', ...webhooks },
    });
    return new URL(added.body.webhook_urls.adcp).pathname;
  }

  const event = (): string =>
    JSON.stringify({
      idempotency_key: randomUUID(),
      task_id: randomUUID(),
      task_type: 'create_media_buy',
      status: 'completed',
      timestamp: new Date(now).toISOString(),
    });

  function signed(path: string, body: string, by: Key = key, nonce?: string): Record<string, string> {
    const request = {
      method: 'POST',
      url: PUBLIC_URL + path,
      headers: { 'content-type': 'application/json' },
      body,
    };
    const signer = { keyid: by.kid, alg: 'ed25519' as const, privateKey: by.privateKey };
    return signWebhook(request, signer, { now: () => now / 1000, nonce }).headers;
  }

  const post = (path: string, rawBody: string, headers: Record<string, string>): Promise<Answer> =>
    api.call('POST', path, { rawBody, headers: { 'content-type': 'application/json', ...headers } });

  async function deliver(path: string, by: Key = key): Promise<[number, string | null]> {
    const body = event();
    const answer = await post(path, body, signed(path, body, by));
    return [answer.status, answer.headers.get('www-authenticate')];
  }
  const accepted = [202, null];
  const unavailable = [503, null];
  const refused = (code: string) => [401, `Signature error="${code}"`];

  const serveKeys = (name: string, ...published: Key[]): string =>
    documents.serve(`/${name}/jwks.json`, { body: { keys: published.map(({ publicKey }) => publicKey) } });

  describe('find the keys', () => {
    it('pinned by the desk', async () => {
      expect(await deliver(await seller({ jwks: { keys: [key.publicKey] } }))).toEqual(accepted);
    });

    it('at a URL, and fetch them once for many webhooks', async () => {
      const path = await seller({ jwks_uri: serveKeys('by-url', key) });
      expect(await deliver(path)).toEqual(accepted);
      expect(await deliver(path)).toEqual(accepted);
      expect(documents.fetched('/by-url/jwks.json')).toBe(1);
    });

    it("through the operator's brand.json, by exactly the seller's agent_url, after one pointer", async () => {
      const agents = [
        { type: 'sales', url: 'https://other.example/mcp', jwks_uri: 'https://other.example/jwks' },
        { type: 'sales', url: 'https://agent.example/mcp', jwks_uri: serveKeys('by-brand', key) },
      ];
      const real = documents.serve('/real/brand.json', { body: { agents } });
      const pointer = documents.serve('/brand.json', { body: { authoritative_location: real } });
      expect(await deliver(await seller({ brand_json_url: pointer }, 'https://agent.example/mcp'))).toEqual(accepted);
      const slash = await seller({ brand_json_url: pointer }, 'https://agent.example/mcp/');
      expect(await deliver(slash)).toEqual(unavailable);
    });

    it('at their new place when the operator moved them', async () => {
      const agent = 'https://moving.example/mcp';
      const serveBrand = (jwksUri: string) =>
        documents.serve('/moving/brand.json', { body: { agents: [{ url: agent, jwks_uri: jwksUri }] } });
      const path = await seller({ brand_json_url: serveBrand(serveKeys('old-place', key)) }, agent);
      expect(await deliver(path)).toEqual(accepted);
      const next = await mintEphemeralEd25519Key();
      serveBrand(serveKeys('new-place', next));
      expect(await deliver(path, next)).toEqual(accepted);
    });

    it('again when a new key signs, at once, but not for every unknown key', async () => {
      const path = await seller({ jwks_uri: serveKeys('rotating', key) });
      expect(await deliver(path)).toEqual(accepted);
      const next = await mintEphemeralEd25519Key();
      serveKeys('rotating', key, next);
      expect(await deliver(path, next)).toEqual(accepted);
      const stranger = await mintEphemeralEd25519Key();
      expect(await deliver(path, stranger)).toEqual(refused('webhook_signature_key_unknown'));
      expect(await deliver(path, stranger)).toEqual(refused('webhook_signature_key_unknown'));
      expect(documents.fetched('/rotating/jwks.json')).toBe(2);
    });
  });

  describe('that cannot be verified now are to come again', () => {
    it.each([
      ['missing', { status: 404 }],
      ['failing', { status: 500 }],
      ['moved by a redirect', { status: 302, headers: { location: '/elsewhere' } }],
      ['too large', { body: { keys: [], padding: 'x'.repeat(300_000) } }],
      ['ambiguous', { body: '{"keys":[],"keys":[]}' }],
      ['no key set', { body: [] }],
    ])('because the keys are %s', async (word, document) => {
      const path = await seller({ jwks_uri: documents.serve(`/${word.replaceAll(' ', '-')}.json`, document) });
      expect(await deliver(path)).toEqual(unavailable);
    });

    it('when a key is unknown and the newest keys cannot be had, while known keys still serve', async () => {
      const path = await seller({ jwks_uri: serveKeys('outage', key) });
      expect(await deliver(path)).toEqual(accepted);
      documents.serve('/outage/jwks.json', { status: 500 });
      now += 1_000_000;
      expect(await deliver(path)).toEqual(accepted);
      expect(await deliver(path, await mintEphemeralEd25519Key())).toEqual(unavailable);
      now += 6 * 3_600_000;
      expect(await deliver(path)).toEqual(unavailable);
    });

    it('with the very same signature, when the gate could not commit', async () => {
      const path = await seller({ jwks: { keys: [key.publicKey] } });
      const body = event();
      const headers = signed(path, body);
      await api.database.pool.query('ALTER TABLE webhook_claims RENAME TO webhook_claims_away');
      const failed = await post(path, body, headers);
      await api.database.pool.query('ALTER TABLE webhook_claims_away RENAME TO webhook_claims');
      expect(failed.status).toBe(503);
      expect((await post(path, body, headers)).status).toBe(202);
    });

    it('with the very same signature, while too many of its seller are kept', async () => {
      const path = await seller({ jwks: { keys: [key.publicKey] } });
      const body = event();
      const headers = signed(path, body);
      await api.database.pool.query(
        `INSERT INTO webhook_claims (tenant_id, seller_id, delivery_key, payload_hash, status, task_id, body, answer)
         SELECT $1, $2, n, n, 'unmatched', n, '{}', '{}' FROM generate_series(1, $3) n`,
        [desk.id, `seller-${sellers}`, MAX_KEPT_OF_SELLER],
      );
      expect((await post(path, body, headers)).status).toBe(429);
      await api.database.pool.query('DELETE FROM webhook_claims WHERE seller_id = $1', [`seller-${sellers}`]);
      expect((await post(path, body, headers)).status).toBe(202);
    });
  });

  describe('are judged by the list of revoked keys', () => {
    async function serveList(name: string, by: Key, revoked: string[]): Promise<string> {
      const list = {
        issuer: documents.url,
        updated: new Date(now).toISOString(),
        next_update: new Date(now + 600_000).toISOString(),
        revoked_kids: revoked,
        revoked_jtis: [],
      };
      const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
      const header = encoded({ kid: by.kid, alg: 'EdDSA', typ: 'adcp-gov-revocation+jws' });
      const payload = encoded(list);
      const provider = new InMemorySigningProvider({ keyid: by.kid, algorithm: 'ed25519', privateKey: by.privateKey });
      const signature = Buffer.from(await provider.sign(Buffer.from(`${header}.${payload}`))).toString('base64url');
      return documents.serve(name, { body: { payload, signatures: [{ protected: header, signature }] } });
    }

    it('signed by a key of the seller, and by no other', async () => {
      const [listKey, revokedKey] = [await mintEphemeralEd25519Key(), await mintEphemeralEd25519Key()];
      const keys = { jwks: { keys: [key.publicKey, listKey.publicKey, revokedKey.publicKey] } };
      const path = await seller({ ...keys, revocation_uri: await serveList('/signed', listKey, [revokedKey.kid]) });
      expect(await deliver(path)).toEqual(accepted);
      expect(await deliver(path, revokedKey)).toEqual(refused('webhook_signature_key_revoked'));
      const stranger = await mintEphemeralEd25519Key();
      const forged = await seller({ ...keys, revocation_uri: await serveList('/forged', stranger, []) });
      expect(await deliver(forged)).toEqual([503, 'Signature error="webhook_signature_revocation_stale"']);
    });

    it('as long as its edition is not overdue by more than its grace', async () => {
      const keys = { jwks: { keys: [key.publicKey] } };
      const path = await seller({ ...keys, revocation_uri: await serveList('/overdue', key, []) });
      expect(await deliver(path)).toEqual(accepted);
      documents.serve('/overdue', { status: 500 });
      now += 3_000_000;
      expect(await deliver(path)).toEqual(accepted);
      now += 1_000;
      expect(await deliver(path)).toEqual([503, 'Signature error="webhook_signature_revocation_stale"']);
    });
  });

  it('leave nonces behind that are forgotten when they have expired, and not before', async () => {
    const path = await seller({ jwks: { keys: [key.publicKey] } });
    const { pool } = api.database;
    await pool.query('DELETE FROM webhook_nonces');
    expect(await deliver(path)).toEqual(accepted);
    expect(await deleteExpiredNonces(pool, new Date(now + 300_000), 100)).toBe(0);
    expect(await deleteExpiredNonces(pool, new Date(now + 400_000), 100)).toBe(1);
  });

  it('are taken once, whichever URL of the seller they come to', async () => {
    const path = await seller({ jwks: { keys: [key.publicKey] } });
    const body = event();
    const headers = signed(path, body, key, 'n'.repeat(500));
    expect((await post(path, body, headers)).status).toBe(202);
    const twice = await post(path, body, headers);
    expect(twice.headers.get('www-authenticate')).toBe('Signature error="webhook_signature_replayed"');
    const other = path.replace('/adcp/', '/hitl-tasks/');
    const elsewhere = await post(other, body, signed(other, body, key, 'n'.repeat(500)));
    expect(elsewhere.headers.get('www-authenticate')).toBe('Signature error="webhook_signature_replayed"');
  });

  it('are refused at any URL but the one they were signed for', async () => {
    const keys = { jwks: { keys: [key.publicKey] } };
    const [first, second] = [await seller(keys), await seller(keys)];
    const body = event();
    const answer = await post(second, body, signed(first, body));
    expect(answer.headers.get('www-authenticate')).toBe('Signature error="webhook_signature_invalid"');
  });

  describe('and those of another mode', () => {
    const alarms = async (): Promise<number> => {
      const metric = await api.app.get<Registry>(METRICS).getSingleMetric(MetricName.webhookModeMismatches)?.get();
      return metric?.values.reduce((sum, { value }) => sum + value, 0) ?? 0;
    };

    it('are refused with an alarm, in either direction', async () => {
      const before = await alarms();
      const hmac = await seller({ mode: 'hmac', secret: SECRET });
      expect(await deliver(hmac)).toEqual(refused('webhook_mode_mismatch'));
      const path = await seller({ jwks: { keys: [key.publicKey] } });
      const stamped = { 'x-adcp-signature': `sha256=${'0'.repeat(64)}`, 'x-adcp-timestamp': String(now / 1000) };
      for (const headers of [stamped, { authorization: `Bearer ${SECRET}` }]) {
        const answer = await post(path, event(), headers);
        expect([answer.status, answer.headers.get('www-authenticate')]).toEqual(refused('webhook_mode_mismatch'));
      }
      expect(await alarms()).toBe(before + 3);
      const bare = await post(path, event(), {});
      expect(bare.headers.get('www-authenticate')).toBe('Signature error="webhook_signature_required"');
      expect(await alarms()).toBe(before + 3);
    });
  });

  it('are limited by sender, and told when to go on, while others come through', async () => {
    const [flood, calm] = [
      await seller({ mode: 'bearer', secret: SECRET }),
      await seller({ mode: 'bearer', secret: SECRET }),
    ];
    const send = (path: string) => post(path, '{}', { authorization: `Bearer ${SECRET}` });
    const statuses = new Set<number>();
    for (let round = 0; round < 30; round += 1) {
      const answers = await Promise.all(Array.from({ length: 100 }, () => send(flood)));
      for (const { status } of answers) statuses.add(status);
    }
    expect([...statuses]).toEqual([422]);
    const limited = await send(flood);
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '10']);
    expect((await send(calm)).status).toBe(422);
    now += 10_000;
    expect((await send(flood)).status).toBe(422);
  });

  describe('need settings that are usable', () => {
    const jwks = { keys: [{ kid: 'k', kty: 'RSA', n: 'AQAB', e: 'AQAB' }] };
    it.each([
      [
        'two sources of keys',
        { jwks_uri: 'http://127.0.0.1:1/', brand_json_url: 'http://127.0.0.1:1/' },
        'brand_json_url',
      ],
      ['a key of another kind', { jwks }, 'jwks/keys'],
      [
        'a revocation list elsewhere than on the web',
        { jwks_uri: 'http://a.example/', revocation_uri: 'ftp://a/' },
        'revocation_uri',
      ],
    ])('not %s', async (_what, webhooks, pointer) => {
      const answer = await api.call('POST', '/v1/sellers', {
        key: desk.keys.admin,
        body: {
          name: 'Unusable',
          agent_url: 'http://127.0.0.1:1/mcp',
          dialect: 'adcp-v3',
          webhooks: { mode: 'rfc9421', ...webhooks },
        },
      });
      expect([answer.status, answer.body.errors[0]?.pointer]).toEqual([422, `/webhooks/${pointer}`]);
    });

    it('not a private key', async () => {
      const answer = await api.call('POST', '/v1/sellers', {
        key: desk.keys.admin,
        body: {
          name: 'Careless',
          agent_url: 'http://127.0.0.1:1/mcp',
          dialect: 'adcp-v3',
          webhooks: { mode: 'rfc9421', jwks: { keys: [key.privateKey] } },
        },
      });
      expect([answer.status, answer.body.errors[0]?.detail]).toEqual([
        422,
        expect.stringMatching(/private member "d"/),
      ]);
    });
  });
});
