import { randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DocumentServer } from '@adcp-orchestrator/testing';
import { type Answer, ApiUnderTest, type TestTenant } from '../../testing/api-under-test';

/** The official vectors for signed webhooks, as `@adcp/sdk` ships them. */
const FOLDER = join(
  __dirname,
  '../../../../node_modules/@adcp/sdk/compliance/cache/3.0.6/test-vectors/webhook-signing',
);
const NONCE_CAP = 100_000;
const PURPOSE_OF_31 = 'negative/008-wrong-adcp-use.json';

interface Key {
  kid: string;
  [member: string]: unknown;
}

interface Vector {
  name: string;
  reference_now: number;
  request: { url: string; headers: Record<string, string>; body: string };
  jwks_ref: string[];
  jwks_override?: Record<string, Key>;
  test_harness_state?: {
    replay_cache_entries?: { keyid: string; nonce: string }[];
    revoked_kids?: string[];
    per_keyid_cap_filled_for?: string;
    revocation_list_stale_seconds?: number;
  };
  expected_outcome: { success: boolean; error_code?: string };
}

const text = (path: string): string => readFileSync(join(FOLDER, path), 'utf8');
const read = (path: string): Vector => JSON.parse(text(path)) as Vector;
const namesIn = (folder: string): string[] =>
  readdirSync(join(FOLDER, folder))
    .sort()
    .map((name) => `${folder}/${name}`);
const positive = namesIn('positive');
const negative = namesIn('negative');

describe('the official vectors for signed webhooks, through the route', () => {
  const { keys } = JSON.parse(text('keys.json')) as { keys: Key[] };
  let api: ApiUnderTest;
  let desk: TestTenant;
  let documents: DocumentServer;
  let now = new Date();
  let url = '';
  let passed = 0;

  beforeAll(async () => {
    documents = await DocumentServer.start();
    api = await ApiUnderTest.start(
      { PUBLIC_URL: 'https://buyer.example.com' },
      { clock: { now: () => now }, urlOf: () => url },
    );
    desk = await api.newTenant();
  });
  afterAll(async () => {
    await api.stop();
    await documents.stop();
  });

  const isoAt = (seconds: number): string => new Date(seconds * 1000).toISOString();

  /** A seller with the published keys, the revoked keys and the used nonces of the vector. */
  async function sellerOf(vector: Vector, profile: string): Promise<string> {
    const { reference_now: at, jwks_ref: refs, jwks_override: override = {}, test_harness_state: state = {} } = vector;
    const id = `seller-${randomUUID().slice(0, 8)}`;
    const published = keys.filter(({ kid }) => refs.includes(kid)).map((key) => override[key.kid] ?? key);
    const stale = state.revocation_list_stale_seconds;
    const revocation = {
      issuer: documents.url,
      updated: isoAt(at - (stale ?? 0) - 120),
      next_update: isoAt(stale === undefined ? at + 600 : at - stale),
      revoked_kids: state.revoked_kids ?? [],
      revoked_jtis: [],
    };
    const added = await api.addSeller(desk, id, {
      dialect: 'adcp-v3',
      webhooks: {
        mode: 'rfc9421',
        jwks_uri: documents.serve(`/${id}/jwks.json`, { body: { keys: published } }),
        revocation_uri: documents.serve(`/${id}/revoked.json`, { body: revocation }),
        profile,
      },
    });
    const used = (state.replay_cache_entries ?? []).map(({ keyid, nonce }) => [keyid, nonce]);
    for (const [keyid, nonce] of used) {
      await api.database.pool.query('INSERT INTO webhook_nonces VALUES ($1, $2, $3, $4)', [
        keyid,
        `${desk.id}/${id}`,
        nonce,
        isoAt(at + 360),
      ]);
    }
    if (state.per_keyid_cap_filled_for !== undefined) {
      await api.database.pool.query(
        `INSERT INTO webhook_nonces (keyid, scope, nonce, expires_at)
         SELECT $1, $2, 'filler-' || n, $3 FROM generate_series(1, ${NONCE_CAP}) n`,
        [state.per_keyid_cap_filled_for, `${desk.id}/${id}`, isoAt(at + 360)],
      );
    }
    return new URL(added.body.webhook_urls.adcp).pathname;
  }

  function deliver(path: string, { request, reference_now: at }: Vector): Promise<Answer> {
    now = new Date(at * 1000);
    url = request.url;
    return api.call('POST', path, { rawBody: request.body, headers: request.headers });
  }

  /** What the envelope of a vector lacks. */
  const missingIn = ({ request }: Vector): string[] =>
    ['idempotency_key', 'task_type', 'timestamp']
      .filter((field) => !(field in (JSON.parse(request.body) as object)))
      .map((field) => `/${field}`);

  it.each(positive)('accept %s', async (name) => {
    const vector = read(name);
    now = new Date(vector.reference_now * 1000);
    const path = await sellerOf(vector, '3.0');
    const answer = await deliver(path, vector);
    // The signatures are right. The bodies are no whole envelopes, which is another rule and is checked later.
    expect([answer.status, answer.body.errors.map(({ pointer }) => pointer)]).toEqual([422, missingIn(vector)]);
    passed += 1;
  });

  it.each(negative)('refuse %s', async (name) => {
    const vector = read(name);
    now = new Date(vector.reference_now * 1000);
    const answer = await deliver(await sellerOf(vector, '3.0'), vector);
    const { error_code: code = '' } = vector.expected_outcome;
    expect(answer.headers.get('www-authenticate')).toBe(`Signature error="${code}"`);
    // A list that is too old says nothing about the webhook. It must come again, and senders would take a 4xx as final.
    expect(answer.status).toBe(code === 'webhook_signature_revocation_stale' ? 503 : 401);
    passed += 1;
  });

  it('accept the key for requests when the seller is of AdCP 3.1', async () => {
    const vector = read(PURPOSE_OF_31);
    now = new Date(vector.reference_now * 1000);
    expect((await deliver(await sellerOf(vector, '3.1'), vector)).status).toBe(422);
  });

  it('are 7 to accept and 21 to refuse, and all 28 passed', () => {
    expect({ positive: positive.length, negative: negative.length, passed }).toEqual({
      positive: 7,
      negative: 21,
      passed: 28,
    });
  });
});
