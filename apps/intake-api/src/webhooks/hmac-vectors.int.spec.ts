import { randomUUID } from 'node:crypto';
import { ApiUnderTest, type TestTenant } from '../../testing/api-under-test';
import vectors from '../../../../libs/webhooks/src/vectors/webhook-hmac-sha256.json';

interface Claim {
  timestamp: number | string;
  raw_body: string;
  signature: string | null;
}

const counts = {
  vectors: vectors.vectors.length,
  rejection_vectors: vectors.rejection_vectors.length,
  secret_rejection_vectors: vectors.secret_rejection_vectors.length,
};

describe('the official HMAC vectors, through the route', () => {
  let api: ApiUnderTest;
  let desk: TestTenant;
  let path: string;
  let now = new Date();
  let passed = 0;

  beforeAll(async () => {
    api = await ApiUnderTest.start({ PUBLIC_URL: 'https://buyer.example.com' }, { clock: { now: () => now } });
    desk = await api.newTenant();
    const { body } = await api.addSeller(desk, 'hashed', {
      dialect: 'adcp-v3',
      webhooks: { mode: 'hmac', secret: vectors.secret },
    });
    path = new URL(body.webhook_urls.adcp).pathname;
  });
  afterAll(() => api.stop());

  function deliver({ timestamp, raw_body: rawBody, signature }: Claim, seconds: number) {
    now = new Date(seconds * 1000);
    return api.call('POST', path, {
      rawBody,
      headers: {
        'content-type': 'application/json',
        'x-adcp-timestamp': String(timestamp),
        ...(signature === null ? {} : { 'x-adcp-signature': signature }),
      },
    });
  }

  it.each(vectors.vectors)('verify $id, whose body is then no webhook of ours', async (vector) => {
    const answer = await deliver({ ...vector, signature: vector.expected_signature }, vector.timestamp);
    expect([[400, 422].includes(answer.status), answer.headers.get('www-authenticate')]).toEqual([true, null]);
    if ('expected_verifier_action' in vector) expect(answer.body.detail).toMatch(/"status" twice/);
    passed += 1;
  });

  it.each(vectors.rejection_vectors)('refuse $id', async (vector) => {
    const at = 'current_time' in vector ? (vector.current_time ?? 0) : Number(vector.timestamp) || 1_700_000_000;
    const answer = await deliver(vector, at);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Signature error="webhook_signature_\w+"$/);
    passed += 1;
  });

  it.each(vectors.secret_rejection_vectors)('refuse at configuration time: $description', async ({ secret }) => {
    const answer = await api.call('POST', '/v1/sellers', {
      key: desk.keys.admin,
      body: {
        id: `weak-${randomUUID().slice(0, 8)}`,
        name: 'Weak',
        agent_url: 'http://127.0.0.1:1/mcp',
        dialect: 'adcp-v3',
        webhooks: { mode: 'hmac', secret },
      },
    });
    expect([answer.status, answer.body.errors[0]?.pointer]).toEqual([422, '/webhooks/secret']);
    passed += 1;
  });

  it('are 15 to verify, 10 to refuse and 4 secrets, and all 29 passed', () => {
    expect({ ...counts, passed }).toEqual({
      vectors: 15,
      rejection_vectors: 10,
      secret_rejection_vectors: 4,
      passed: 29,
    });
  });
});
