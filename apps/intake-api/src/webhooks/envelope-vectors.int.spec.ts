import { createHmac } from 'node:crypto';
import { signWebhook } from '@adcp/sdk/signing/client';
import { mintEphemeralEd25519Key } from '@adcp/sdk/signing/testing';
import { type Answer, ApiUnderTest, type TestTenant } from '../../testing/api-under-test';
import vectors from '../../../../libs/sellers/src/vectors/webhook-receiver-envelope.json';

type Payload = Record<string, unknown>;
type Key = Awaited<ReturnType<typeof mintEphemeralEd25519Key>>;

const PUBLIC_URL = 'https://buyer.example.com';
const SECRET = 'envelope-secret-of-at-least-32-characters';
const TYPE = 'urn:adcp-orchestrator:problem:webhook-envelope-invalid';
const modes = ['bearer', 'hmac', 'rfc9421'] as const;
type Mode = (typeof modes)[number];

/** What the answer to each negative vector must say, by field. */
const wrong: Record<string, string[]> = {
  missing_envelope_fields: ['/idempotency_key', '/task_id', '/task_type', '/status', '/timestamp'],
  missing_idempotency_key: ['/idempotency_key'],
  invalid_envelope_status: ['/status'],
};

describe('the official vectors for the envelope of webhooks, through the route', () => {
  let api: ApiUnderTest;
  let desk: TestTenant;
  let key: Key;
  let sellers = 0;
  let passed = 0;

  beforeAll(async () => {
    api = await ApiUnderTest.start({ PUBLIC_URL });
    desk = await api.newTenant();
    key = await mintEphemeralEd25519Key();
  });
  afterAll(() => api.stop());

  async function addSeller(mode: Mode): Promise<{ id: string; path: string }> {
    sellers += 1;
    const id = `seller-${sellers}`;
    const agreed = mode === 'rfc9421' ? { jwks: { keys: [key.publicKey] } } : { secret: SECRET };
    const { body } = await api.addSeller(desk, id, { dialect: 'adcp-v3', webhooks: { mode, ...agreed } });
    return { id, path: new URL(body.webhook_urls.adcp).pathname };
  }

  function proofOf(mode: Mode, path: string, body: string, nonce?: string): Record<string, string> {
    const type = { 'content-type': 'application/json' };
    if (mode === 'bearer') return { ...type, authorization: `Bearer ${SECRET}` };
    if (mode === 'hmac') {
      const timestamp = String(Math.floor(Date.now() / 1000));
      const signature = createHmac('sha256', SECRET).update(`${timestamp}.${body}`).digest('hex');
      return { ...type, 'x-adcp-timestamp': timestamp, 'x-adcp-signature': `sha256=${signature}` };
    }
    const signer = { keyid: key.kid, alg: 'ed25519' as const, privateKey: key.privateKey };
    const request = { method: 'POST', url: PUBLIC_URL + path, headers: type, body };
    return { ...type, ...signWebhook(request, signer, { nonce }).headers };
  }

  function deliver(mode: Mode, path: string, payload: Payload, nonce?: string): Promise<Answer> {
    const rawBody = JSON.stringify(payload);
    return api.call('POST', path, { rawBody, headers: proofOf(mode, path, rawBody, nonce) });
  }

  async function claims(seller: string): Promise<string[]> {
    const { rows } = await api.database.pool.query<{ delivery_key: string }>(
      'SELECT delivery_key FROM webhook_claims WHERE tenant_id = $1 AND seller_id = $2',
      [desk.id, seller],
    );
    return rows.map(({ delivery_key: deliveryKey }) => deliveryKey);
  }

  describe.each(modes)('by %s', (mode) => {
    it('keep both that are right, which concern no operation of ours, as the one delivery that they are', async () => {
      const { id, path } = await addSeller(mode);
      for (const { payload } of vectors.positive) {
        const answer = await deliver(mode, path, payload);
        expect([answer.status, answer.body]).toEqual([202, { status: 'received' }]);
        passed += 1;
      }
      expect(await claims(id)).toEqual(['whk_20260526_example_000031']);
    });

    it.each(vectors.negative)('refuse $id', async ({ payload, expected_error: expected }) => {
      const { id, path } = await addSeller(mode);
      const answer = await deliver(mode, path, payload);
      expect([answer.status, answer.body.type]).toEqual([422, TYPE]);
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(answer.body.errors.map(({ pointer }) => pointer)).toEqual(wrong[expected]);
      for (const { detail } of answer.body.errors)
        expect(detail).toMatch(/^is (missing|not valid \(.+\)): (send|repeat) /);
      expect(await claims(id)).toEqual([]);
      passed += 1;
    });

    it('take what was refused as soon as it is corrected, under the same key', async () => {
      const { path } = await addSeller(mode);
      const [first] = vectors.positive;
      const early = { ...first!.payload, timestamp: undefined };
      expect((await deliver(mode, path, early, 'n'.repeat(22))).status).toBe(422);
      // The answer still says what is wrong with the envelope, and not that the signature was used before.
      expect((await deliver(mode, path, early, 'n'.repeat(22))).status).toBe(422);
      expect((await deliver(mode, path, first!.payload, 'n'.repeat(22))).status).toBe(202);
    });

    it('are looked at only once the sender is proved', async () => {
      const { path } = await addSeller(mode);
      const [first] = vectors.negative;
      const rawBody = JSON.stringify(first!.payload);
      const headers = proofOf(mode, path, `${rawBody} `);
      const forged = mode === 'bearer' ? { ...headers, authorization: 'Bearer another-secret' } : headers;
      expect((await api.call('POST', path, { rawBody, headers: forged })).status).toBe(401);
    });
  });

  it('leave an operation alone whose id a report about its buy echoes', async () => {
    const { id: seller, path } = await addSeller('bearer');
    const handed = await api.call('POST', '/v1/operations', {
      key: desk.keys.trader,
      body: {
        type: 'create_media_buy',
        seller_id: seller,
        request: {
          account: { brand: { domain: 'acmeoutdoor.example' }, operator: 'desk.example' },
          brand: { domain: 'acmeoutdoor.example' },
          start_time: '2099-01-01T00:00:00Z',
          end_time: '2099-02-01T00:00:00Z',
          packages: [{ product_id: 'premium_sports', pricing_option_id: 'cpm_guaranteed_fixed', budget: 50_000 }],
          po_number: 'PO-REPORTED',
        },
      },
    });
    const { id } = handed.body;
    await api.ledger.observe({
      tenantId: desk.id,
      operationId: id,
      source: 'response',
      receivedAt: new Date(),
      finding: { kind: 'settled', outcome: { status: 'created', mediaBuyId: 'mb_001' } },
      taskId: 'task_of_the_create',
    });
    const read = async () => (await api.call('GET', `/v1/operations/${id}`, { key: desk.keys.viewer })).body;
    const before = await read();
    expect(before.status).toBe('created');
    const answer = await deliver('bearer', path, { ...vectors.positive[0]!.payload, operation_id: id });
    expect([answer.status, answer.body]).toEqual([202, { status: 'received' }]);
    expect(await read()).toEqual(before);
  });

  it('are 2 to take and 3 to refuse, and all of them passed in each mode', () => {
    expect([vectors.positive.length, vectors.negative.length, passed]).toEqual([2, 3, 15]);
  });
});
