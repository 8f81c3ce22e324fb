import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { ApiUnderTest, type Answer, type TestTenant } from '../../testing/api-under-test';
import { deliver } from '../../testing/owed-delivery';

describe('what an admin does with a subscription', () => {
  let api: ApiUnderTest;
  let desk: TestTenant;
  let server: Server;
  let url: string;
  let status: number;
  let seen: { headers: Record<string, string>; body: string }[];

  beforeAll(async () => {
    api = await ApiUnderTest.start();
    server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (part: string) => (body += part));
      request.on('end', () => {
        seen.push({ headers: request.headers as Record<string, string>, body });
        response.writeHead(status).end('heard you');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  });
  afterAll(async () => {
    await api.stop();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  beforeEach(async () => {
    desk = await api.newTenant();
    await api.addSeller(desk, 'acme');
    status = 200;
    seen = [];
  });

  const call = (method: string, path: string, body?: unknown): Promise<Answer> =>
    api.call(method, path, { key: desk.keys.admin, body });
  const subscribe = async (body: object = { url }) => (await call('POST', '/v1/subscriptions', body)).body;
  const cancelOne = async (): Promise<void> => {
    const { id } = (await api.handOver(desk, 'acme')).body;
    await call('POST', `/v1/operations/${id}/cancel`);
  };
  const deliveries = async (id: string) => (await call('GET', `/v1/deliveries?subscription_id=${id}`)).body.items;

  it('changes what the body names, and nothing else', async () => {
    const made = await subscribe({ url, events: ['operation.created'], description: 'ops', seller_id: 'acme' });
    const path = `/v1/subscriptions/${made.id}`;
    const changed = await call('PATCH', path, { events: [], seller_id: null, user_id: 'ana@desk' });
    expect(changed.body).toMatchObject({ url, events: [], seller_id: null, user_id: 'ana@desk', description: 'ops' });
    expect((await call('PATCH', path, { url: 'https://desk.example/other' })).body).toMatchObject({
      url: 'https://desk.example/other',
      user_id: 'ana@desk',
    });
    const wrong = await call('PATCH', path, { to: 'ana@desk.example', seller_id: 'nobody' });
    expect([wrong.status, wrong.body.errors.map(({ pointer }) => pointer).sort()]).toEqual([
      422,
      ['/seller_id', '/to', '/url'],
    ]);
    expect((await call('GET', path)).body).toMatchObject({ url: 'https://desk.example/other', seller_id: null });
  });

  it('is tested three times at once for a tenant: a receiver that hangs holds no more, and a refused test is not audited', async () => {
    const held: (() => void)[] = [];
    const slow = createServer((_, response) => held.push(() => response.end()));
    await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve));
    try {
      const { id } = await subscribe({ url: `http://127.0.0.1:${(slow.address() as AddressInfo).port}/hook` });
      const tests = Array.from({ length: 5 }, () => call('POST', `/v1/subscriptions/${id}/test`));
      const refused = await Promise.race(tests);
      expect([refused.status, refused.body.type]).toEqual([429, 'urn:adcp-orchestrator:problem:too-many-tests']);
      expect(refused.headers.get('retry-after')).toBe('5');
      // The other two must have been refused before a place gets free.
      let answered = 0;
      for (const test of tests) void test.then(() => (answered += 1));
      while (held.length < 3 || answered < 2) await new Promise((resolve) => setTimeout(resolve, 10));
      for (const letGo of held) letGo();
      const statuses = (await Promise.all(tests)).map(({ status }) => status);
      expect(statuses.sort()).toEqual([200, 200, 200, 429, 429]);
      expect((await call('GET', '/v1/audit?kind=subscription.tested')).body.items).toHaveLength(3);
    } finally {
      slow.closeAllConnections();
      await new Promise((resolve) => slow.close(resolve));
    }
  });

  it('takes a digest for people, with the defaults written out, and none for a webhook', async () => {
    const slack = { channel: 'slack', url };
    const daily = { every: 'daily', at: '08:00', time_zone: 'UTC', urgent: true };
    const made = await subscribe({ ...slack, digest: { every: 'daily' } });
    expect(made).toMatchObject({ digest: daily });
    const path = `/v1/subscriptions/${made.id}`;
    expect((await call('PATCH', path, { description: 'x' })).body).toMatchObject({ digest: daily });
    const hourly = { every: 'hourly', time_zone: 'Asia/Kathmandu', urgent: false };
    expect((await call('PATCH', path, { digest: hourly })).body).toMatchObject({ digest: { ...hourly, at: null } });
    expect((await call('PATCH', path, { digest: null })).body).toMatchObject({ digest: null });
    const wrong = await call('POST', '/v1/subscriptions', { url, digest: { every: 'daily' } });
    expect([wrong.status, wrong.body.errors.map(({ pointer }) => pointer)]).toEqual([422, ['/digest']]);
    for (const [digest, pointer] of [
      [{ every: 'hourly', at: '08:00' }, '/digest/at'],
      [{ every: 'daily', at: '8' }, '/digest/at'],
      [{ every: 'weekly' }, '/digest/every'],
      [{ every: 'daily', time_zone: 'Mars/Base' }, '/digest/time_zone'],
    ] as const) {
      const refused = await call('PATCH', path, { digest });
      expect([refused.status, refused.body.errors.map((error) => error.pointer)]).toEqual([422, [pointer]]);
    }
  });

  it('takes quiet hours in a time zone that exists', async () => {
    const quiet_hours = { time_zone: 'Europe/Berlin', from: '22:00', to: '07:00' };
    const made = await subscribe({ url, quiet_hours });
    expect(made).toMatchObject({ quiet_hours });
    const path = `/v1/subscriptions/${made.id}`;
    expect((await call('PATCH', path, { description: 'x' })).body).toMatchObject({ quiet_hours });
    expect((await call('PATCH', path, { quiet_hours: null })).body).toMatchObject({ quiet_hours: null });
    const wrong = await call('PATCH', path, { quiet_hours: { time_zone: 'Mars/Base', from: '24:00', to: '7' } });
    expect(wrong.body.errors.map(({ pointer }) => pointer)).toEqual([
      '/quiet_hours/time_zone',
      '/quiet_hours/from',
      '/quiet_hours/to',
    ]);
    const same = await call('PATCH', path, { quiet_hours: { ...quiet_hours, to: '22:00' } });
    expect([same.status, same.body.errors[0]?.pointer]).toEqual([422, '/quiet_hours/to']);
  });

  it('disables and enables, and owes again what was missed meanwhile, once', async () => {
    const { id } = await subscribe();
    const since = new Date().toISOString();
    await cancelOne();
    await api.database.pool.query(`UPDATE deliveries SET status = 'dead', due_at = NULL WHERE subscription_id = $1`, [
      id,
    ]);
    const disabled = await call('PATCH', `/v1/subscriptions/${id}`, { enabled: false });
    expect(disabled.body).toMatchObject({ enabled: false, disabled_reason: 'disabled by the admin' });
    await cancelOne();
    expect(await deliveries(id)).toHaveLength(1);
    const refused = await call('POST', `/v1/subscriptions/${id}/recover`, { since });
    expect([refused.status, refused.body.type]).toEqual([409, 'urn:adcp-orchestrator:problem:subscription-disabled']);
    const again = await call('POST', `/v1/deliveries/${(await deliveries(id))[0]!.id}/redeliver`);
    expect(again.status).toBe(409);

    await call('PATCH', `/v1/subscriptions/${id}`, { enabled: true });
    expect((await call('POST', `/v1/subscriptions/${id}/recover`, { since })).body).toEqual({
      owed: 2,
      next_since: null,
    });
    expect((await call('POST', `/v1/subscriptions/${id}/recover`, { since })).body).toEqual({
      owed: 0,
      next_since: null,
    });
    expect((await deliveries(id)).map((each) => each.status)).toEqual(['pending', 'pending']);
  });

  it('recovers only what the subscription takes, and only the last 30 days', async () => {
    const { id } = await subscribe({ url, events: ['operation.created'] });
    const since = new Date(Date.now() - 60_000).toISOString();
    await cancelOne();
    expect((await call('POST', `/v1/subscriptions/${id}/recover`, { since })).body).toEqual({
      owed: 0,
      next_since: null,
    });
    for (const wrong of [new Date(Date.now() - 31 * 86_400_000), new Date(Date.now() + 60_000)]) {
      const answer = await call('POST', `/v1/subscriptions/${id}/recover`, { since: wrong.toISOString() });
      expect([answer.status, answer.body.errors[0]?.pointer]).toEqual([422, '/since']);
    }
  });

  it('rotates the secret of a webhook, and shows both for a time', async () => {
    const made = await subscribe();
    const rotated = await call('POST', `/v1/subscriptions/${made.id}/rotate-secret`, { overlap_hours: 2 });
    expect(rotated.headers.get('cache-control')).toBe('no-store');
    expect(rotated.body.secret).not.toBe(made.secret);
    const test = await call('POST', `/v1/subscriptions/${made.id}/test`);
    expect(test.body).toMatchObject({ result: 'delivered', http_status: 200, answer: 'heard you', error: null });
    const [{ headers, body }] = seen as [(typeof seen)[number]];
    for (const secret of [made.secret, rotated.body.secret]) {
      expect(new Webhook(secret).verify(body, headers)).toMatchObject({ type: 'subscription.test' });
    }
    await call('POST', `/v1/subscriptions/${made.id}/rotate-secret`, { overlap_hours: 0 });
    await call('POST', `/v1/subscriptions/${made.id}/test`);
    const latest = seen[1]!;
    expect(() => new Webhook(rotated.body.secret).verify(latest.body, latest.headers)).toThrow();
  });

  it('has no secret to rotate for a chat', async () => {
    const { id } = await subscribe({ channel: 'slack', url: `${url}/secret` });
    const answer = await call('POST', `/v1/subscriptions/${id}/rotate-secret`, {});
    expect([answer.status, answer.body.type]).toEqual([
      409,
      'urn:adcp-orchestrator:problem:subscription-without-secret',
    ]);
    await call('POST', `/v1/subscriptions/${id}/test`);
    expect(seen[0]!.body).toContain('A test message');
  });

  it('says what came back from a test that failed, and owes nothing for it', async () => {
    status = 500;
    const { id } = await subscribe();
    expect((await call('POST', `/v1/subscriptions/${id}/test`)).body).toMatchObject({
      result: 'failed',
      http_status: 500,
      answer: 'heard you',
      error: 'the receiver answered 500',
    });
    expect(await deliveries(id)).toEqual([]);
  });

  it('shows the answer to each attempt of a delivery', async () => {
    const operation = (await api.handOver(desk, 'acme')).body.id;
    const { deliveryId } = await deliver(api, desk, operation);
    await api.database.pool.query(
      `WITH made AS (
         INSERT INTO notification_attempts (tenant_id, delivery_id, attempt, at, http_status, duration_ms, error)
         VALUES ($1, $2, 1, now(), 500, 12, 'no'), ($1, $2, 2, now(), NULL, 15, 'refused')
       )
       INSERT INTO attempt_answers (tenant_id, delivery_id, attempt, at, answer) VALUES ($1, $2, 1, now(), 'try later')`,
      [desk.id, deliveryId],
    );
    expect((await call('GET', `/v1/deliveries/${deliveryId}`)).body.attempts).toMatchObject([
      { attempt: 1, http_status: 500, answer: 'try later' },
      { attempt: 2, http_status: null, answer: null },
    ]);
  });
});
