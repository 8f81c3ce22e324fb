import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { Client, type PoolClient } from 'pg';
import { type MeasuredPool, POOL, poolSizes } from '@adcp-orchestrator/platform';
import { until } from '@adcp-orchestrator/testing';
import { ApiUnderTest, type Answer, type TestTenant } from '../../testing/api-under-test';

const PREFIX = 'urn:adcp-orchestrator:problem:';

/** @returns the first answer that is no 503: on a busy machine there may be one more of them after what it tells of is over */
const afterThe503 = (ask: () => Promise<Answer>): Promise<Answer> =>
  until('another answer than 503', async () => {
    const answer = await ask();
    return answer.status === 503 ? undefined : answer;
  });

describe('problems', () => {
  let api: ApiUnderTest;
  let desk: TestTenant;

  beforeAll(async () => {
    api = await ApiUnderTest.start();
    desk = await api.newTenant();
    await api.addSeller(desk, 'acme');
  });
  afterAll(() => api.stop());

  const expectProblem = (answer: Answer, status: number, kind: string): void => {
    expect([answer.status, answer.body.type]).toEqual([status, PREFIX + kind]);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(answer.body).toMatchObject({ status, title: expect.any(String), detail: expect.any(String) });
    expect(answer.body.request_id).toBe(answer.headers.get('x-request-id'));
  };
  const post = (rawBody: string | Buffer, type = 'application/json') =>
    api.call('POST', '/v1/operations', { key: desk.keys.trader, rawBody, headers: { 'content-type': type } });

  it('answers an address that no route has', async () => {
    expectProblem(await api.call('GET', '/v1/nothing'), 404, 'route-not-found');
    expectProblem(await api.call('POST', '/'), 404, 'route-not-found');
  });

  it('answers a resource that does not exist, and an id that can be none, alike', async () => {
    for (const id of ['0190a000-0000-7000-8000-000000000000', 'nonsense', '%00']) {
      expectProblem(await api.call('GET', `/v1/operations/${id}`, { key: desk.keys.viewer }), 404, 'not-found');
    }
    expectProblem(await api.call('GET', '/v1/sellers/NO_SLUG', { key: desk.keys.viewer }), 404, 'not-found');
  });

  it('answers a method that the route does not know, with those it knows', async () => {
    const answer = await api.call('PUT', '/v1/operations/0190a000-0000-7000-8000-000000000000');
    expectProblem(answer, 405, 'method-not-allowed');
    expect(answer.headers.get('allow')).toBe('GET, HEAD');
    expectProblem(await api.call('DELETE', '/healthz'), 405, 'method-not-allowed');
  });

  it.each([
    ['half an object', '{"type":'],
    ['no JSON', 'type=create_media_buy'],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0xff, 0x7d])],
    ['a nesting of a million levels', '['.repeat(500_000) + ']'.repeat(500_000)],
    ['a nesting of 65 levels', '{"a":'.repeat(65) + '1' + '}'.repeat(65)],
    ['a number beyond a double', '{"a":1e999}'],
    ['an integer that would be rounded', '{"a":12345678901234567890}'],
    ['a __proto__', '{"__proto__":{"admin":true}}'],
    ['a name of 1,025 characters', `{"type":{"${'x'.repeat(1_025)}":1}}`],
    ['a key twice', '{"type":"create_media_buy","request":{"total_budget":1,"total_budget":100000}}'],
  ])('answers a body with %s', async (_, body) => {
    expectProblem(await post(body), 400, 'malformed-json');
  });

  it('answers a body that is missing', async () => {
    expectProblem(await api.call('POST', '/v1/operations', { key: desk.keys.trader }), 400, 'malformed-request');
  });

  it.each(['null', '[]', '"text"', '5', '{}'])('answers a body that is %s', async (body) => {
    const answer = await post(body);
    expectProblem(answer, 422, 'validation-failed');
    expect(answer.body.errors[0]).toMatchObject({ in: 'body', pointer: expect.any(String) });
  });

  it('answers a body of another type', async () => {
    for (const type of ['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'nonsense']) {
      expectProblem(await post('{}', type), 415, 'unsupported-media-type');
    }
  });

  it('answers a body of more than a mebibyte, on the webhook routes too', async () => {
    const big = Buffer.alloc(1_048_577, ' ');
    expectProblem(await post(big), 413, 'payload-too-large');
    const webhook = await api.call('POST', '/webhooks/hitl-tasks', {
      rawBody: big,
      headers: { 'content-type': 'application/json' },
    });
    expectProblem(webhook, 413, 'payload-too-large');
  });

  it('answers an address that cannot be decoded, and one that is too long', async () => {
    expectProblem(await api.call('GET', '/v1/operations/%zz'), 400, 'malformed-request');
    expectProblem(await api.call('GET', `/v1/operations/${'a'.repeat(4_000)}`), 414, 'uri-too-long');
  });

  it('names every invalid value of a query', async () => {
    const bad = 'limit=0&status=lost&colour=red&created_after=yesterday&created_before=0000-01-01T00:00:00Z';
    const answer = await api.call('GET', `/v1/operations?${bad}`, {
      key: desk.keys.viewer,
    });
    expectProblem(answer, 422, 'validation-failed');
    const named = answer.body.errors.map((error) => `${error.in} ${error.pointer}`);
    expect(named.sort()).toEqual([
      'query /colour',
      'query /created_after',
      'query /created_before',
      'query /limit',
      'query /status/0',
    ]);
  });

  it('answers on the socket what is not HTTP', async () => {
    const { port } = new URL(api.url);
    const text = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), '127.0.0.1', () => socket.write('NONSENSE\r\n\r\n'));
      let received = '';
      socket.on('data', (chunk: Buffer) => (received += chunk.toString()));
      socket.on('end', () => {
        socket.destroy();
        resolve(received);
      });
      socket.on('error', reject);
    });
    expect(text).toMatch(/^HTTP\/1\.1 400 /);
    expect(text).toContain(`${PREFIX}malformed-request`);
  });

  it('answers headers that are too large', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sent = httpRequest(`${api.url}/healthz`, { headers: { 'x-large': 'x'.repeat(40_000) } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sent.on('error', reject);
      sent.end();
    });
    expect(status).toBe(431);
  });

  it('says nothing of the inside when it fails, and logs under the id that it answers', async () => {
    const { pool } = api.database;
    await pool.query('ALTER TABLE subscriptions RENAME COLUMN description TO description_gone');
    try {
      const answer = await api.call('POST', '/v1/subscriptions', {
        key: desk.keys.admin,
        body: { url: 'http://127.0.0.1:1/hook' },
      });
      expectProblem(answer, 500, 'internal-error');
      expect(answer.text).not.toMatch(/column|description_gone|subscriptions/);
    } finally {
      await pool.query('ALTER TABLE subscriptions RENAME COLUMN description_gone TO description');
    }
  });

  it('sets the headers that protect pages, and none that opens the API to other sites', async () => {
    const answer = await api.call('GET', '/v1/nothing', { headers: { origin: 'https://elsewhere.example' } });
    expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'none'.*script-src 'self'/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('without its database', () => {
  it('answers 503 with Retry-After, is not ready, and works again when the database is back', async () => {
    const api = await ApiUnderTest.start();
    const { url } = api.database;
    const name = new URL(url).pathname.slice(1);
    const other = new URL(url);
    other.pathname = '/postgres';
    const admin = new Client({ connectionString: other.toString() });
    await admin.connect();
    api.database.pool.on('error', () => undefined);
    try {
      const desk = await api.newTenant();
      await api.addSeller(desk, 'acme');
      await admin.query(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS false`);
      await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
      const answers = [
        await api.call('GET', '/v1/operations', { key: desk.keys.viewer }),
        await api.handOver(desk, 'acme'),
        await api.call('POST', '/webhooks/hitl-tasks', { body: {}, headers: { authorization: 'Bearer x' } }),
      ];
      for (const answer of answers) {
        expect(answer.status).toBe(503);
        expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
        expect(answer.body.type).toBe(`${PREFIX}unavailable`);
      }
      expect((await api.call('GET', '/readyz')).status).toBe(503);
      expect((await api.call('GET', '/healthz')).status).toBe(200);
      await admin.query(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS true`);
      expect((await afterThe503(() => api.handOver(desk, 'acme'))).status).toBe(202);
      expect((await afterThe503(() => api.call('GET', '/readyz'))).status).toBe(200);
    } finally {
      await admin.end();
      await api.stop();
    }
  });
});

describe('with every connection of its pool taken', () => {
  it('answers 503 with Retry-After after 5 s, whatever the request knew before, and works again when one comes free', async () => {
    const api = await ApiUnderTest.start();
    const pool = api.app.get<MeasuredPool>(POOL);
    const lent: PoolClient[] = [];
    const asked = async (ask: () => Promise<Answer>) => {
      const startedAt = performance.now();
      const answer = await ask();
      return { answer, seconds: (performance.now() - startedAt) / 1_000 };
    };
    try {
      const [desk, stranger] = [await api.newTenant(), await api.newTenant()];
      for (const tenant of [desk, stranger]) await api.addSeller(tenant, 'acme');
      // This desk's key and seller are known for some seconds, so only the insert needs a connection.
      expect((await api.handOver(desk, 'acme')).status).toBe(202);
      while (lent.length < poolSizes['intake-api']) lent.push(await pool.connect());
      const answers = await Promise.all([
        asked(() => api.handOver(desk, 'acme')),
        asked(() => api.handOver(stranger, 'acme')),
        asked(() => api.call('GET', '/v1/operations', { key: stranger.keys.viewer })),
        asked(() => api.call('POST', '/webhooks/hitl-tasks', { body: {}, headers: { authorization: 'Bearer x' } })),
      ]);
      for (const { answer, seconds } of answers) {
        expect([answer.status, answer.body.type]).toEqual([503, `${PREFIX}unavailable`]);
        expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
        expect(seconds).toBeGreaterThan(4.9);
      }
      expect(pool.acquireTimeouts).toBeGreaterThanOrEqual(answers.length);
      lent.pop()?.release();
      expect((await afterThe503(() => api.handOver(stranger, 'acme'))).status).toBe(202);
    } finally {
      for (const client of lent) client.release();
      await api.stop();
    }
  });
});
