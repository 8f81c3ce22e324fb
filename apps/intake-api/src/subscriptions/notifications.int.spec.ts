import type { SubscriptionRow } from '@adcp-orchestrator/ledger';
import { signingKeyOf } from '@adcp-orchestrator/notifications';
import { SecretBox } from '@adcp-orchestrator/platform';
import { ApiUnderTest, type Answer, type TestTenant } from '../../testing/api-under-test';
import { deliver } from '../../testing/owed-delivery';

describe('subscriptions and deliveries', () => {
  let api: ApiUnderTest;
  let desk: TestTenant;
  let operation: string;

  beforeAll(async () => {
    api = await ApiUnderTest.start({ SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'desk@orchestrator.example' });
  });
  afterAll(() => api.stop());
  beforeEach(async () => {
    desk = await api.newTenant();
    await api.addSeller(desk, 'acme');
    operation = (await api.handOver(desk, 'acme')).body.id;
  });

  const call = (method: string, path: string, body?: unknown): Promise<Answer> =>
    api.call(method, path, { key: desk.keys.admin, body });

  it('shows the secret of a subscription once, and keeps it sealed', async () => {
    const made = await call('POST', '/v1/subscriptions', {
      url: 'https://desk.example/hook',
      events: ['operation.created', 'operation.created', 'operation.failed'],
      description: 'ops',
    });
    expect(made.status).toBe(201);
    expect(made.headers.get('cache-control')).toBe('no-store');
    expect(made.body.events).toEqual(['operation.created', 'operation.failed']);
    expect(signingKeyOf(made.body.secret)).toHaveLength(32);
    const read = await call('GET', made.headers.get('location') ?? '');
    const { secret, ...rest } = made.body;
    expect(rest).toMatchObject({ channel: 'webhook', url: 'https://desk.example/hook', to: null });
    expect(read.body).toEqual(rest);
    const { rows } = await api.database.pool.query<SubscriptionRow>(
      'SELECT secret_sealed FROM subscriptions WHERE id = $1',
      [rest.id],
    );
    expect(api.app.get(SecretBox).open(rows[0]!.secret_sealed, `subscription/${rest.id}/secret`)).toBe(secret);
  });

  it('refuses an event that is not known, and an address that cannot be called', async () => {
    const event = await call('POST', '/v1/subscriptions', { url: 'https://a.example', events: ['operation.lost'] });
    expect([event.status, event.body.errors[0]?.pointer]).toEqual([422, '/events/0']);
    const url = await call('POST', '/v1/subscriptions', { url: 'mailto:me@a.example' });
    expect([url.status, url.body.errors[0]?.pointer]).toEqual([422, '/url']);
  });

  it('subscribes a mailbox, of one user and one seller', async () => {
    const made = await call('POST', '/v1/subscriptions', {
      channel: 'email',
      to: 'ana@desk.example',
      seller_id: 'acme',
      user_id: 'ana@desk',
    });
    expect(made.body).toMatchObject({
      channel: 'email',
      to: 'ana@desk.example',
      url: null,
      seller_id: 'acme',
      user_id: 'ana@desk',
    });
    const { secret, ...rest } = made.body;
    expect(secret).toBeNull();
    expect((await call('GET', `/v1/subscriptions/${made.body.id}`)).body).toEqual(rest);
    expect((await call('GET', '/v1/subscriptions')).body.items).toEqual([rest]);
  });

  it('never shows the address of a chat, which is its key', async () => {
    const url = 'https://hooks.slack.com/services/T0/B0/s3cret';
    const made = await call('POST', '/v1/subscriptions', { channel: 'slack', url });
    expect([made.status, made.text.includes('s3cret')]).toEqual([201, false]);
    expect(made.body).toMatchObject({ channel: 'slack', url: 'https://hooks.slack.com/', to: null, secret: null });
    const { rows } = await api.database.pool.query<Record<string, unknown>>(
      `SELECT s.*, st.* FROM subscriptions s JOIN subscription_settings st ON st.subscription_id = s.id WHERE s.id = $1`,
      [made.body.id],
    );
    const [{ secret_sealed, ...plain }] = rows as [Record<string, unknown>];
    expect(JSON.stringify(plain)).not.toContain('s3cret');
    expect(api.app.get(SecretBox).open(secret_sealed as Buffer, `subscription/${made.body.id}/secret`)).toBe(url);
  });

  it.each([
    [{ channel: 'fax', url: 'https://a.example' }, ['/channel']],
    [{}, ['/url']],
    [{ channel: 'email', url: 'https://a.example', seller_id: 'nobody' }, ['/url', '/to', '/seller_id']],
    [{ channel: 'email', to: 'ana' }, ['/to']],
    [{ channel: 'slack', to: 'ana@desk.example' }, ['/to', '/url']],
    [{ channel: 'slack', url: 'ftp://hooks.slack.com' }, ['/url']],
  ])('names everything that is wrong with %j', async (body, pointers) => {
    const answer = await call('POST', '/v1/subscriptions', body);
    expect([answer.status, answer.body.errors.map(({ pointer }) => pointer)]).toEqual([422, pointers]);
  });

  it('refuses mail where there is no mail server, and says who can change it', async () => {
    const without = await api.twin({ SMTP_URL: '', MAIL_FROM: '' });
    const answer = await without.call('POST', '/v1/subscriptions', {
      key: desk.keys.admin,
      body: { channel: 'email', to: 'ana@desk.example' },
    });
    await without.app.close();
    expect([answer.status, answer.body.errors[0]]).toMatchObject([
      422,
      { pointer: '/channel', suggestion: expect.stringContaining('SMTP_URL') as string },
    ]);
  });

  it('bounds the subscriptions of a tenant', async () => {
    await api.database.pool.query(
      `INSERT INTO subscriptions (id, tenant_id, url, secret_sealed)
       SELECT gen_random_uuid(), $1, 'https://a.example', '' FROM generate_series(1, 100)`,
      [desk.id],
    );
    const answer = await call('POST', '/v1/subscriptions', { url: 'https://a.example' });
    expect([answer.status, answer.body.type]).toEqual([
      409,
      'urn:adcp-orchestrator:problem:subscription-limit-reached',
    ]);
  });

  it('gives up what a deleted subscription is owed, and refuses to deliver it again', async () => {
    const { deliveryId, subscriptionId } = await deliver(api, desk, operation);
    expect((await call('DELETE', `/v1/subscriptions/${subscriptionId}`)).status).toBe(204);
    expect((await call('GET', `/v1/subscriptions/${subscriptionId}`)).status).toBe(404);
    expect((await call('DELETE', `/v1/subscriptions/${subscriptionId}`)).status).toBe(404);
    expect((await call('GET', `/v1/deliveries/${deliveryId}`)).body).toMatchObject({
      status: 'dead',
      next_attempt_at: null,
    });
    const again = await call('POST', `/v1/deliveries/${deliveryId}/redeliver`);
    expect([again.status, again.body.type]).toEqual([409, 'urn:adcp-orchestrator:problem:subscription-deleted']);
  });

  it('filters deliveries by status, operation, subscription, channel and event type, and pages them', async () => {
    const made = [
      await deliver(api, desk, operation),
      await deliver(api, desk, operation),
      await deliver(api, desk, operation),
    ];
    const other = (await api.handOver(desk, 'acme')).body.id;
    await deliver(api, desk, other);
    const found = async (query: string) =>
      (await call('GET', `/v1/deliveries?${query}`)).body.items.map(({ id }) => id);
    expect(await found(`operation_id=${operation}`)).toEqual(made.map(({ deliveryId }) => deliveryId).reverse());
    expect(await found(`subscription_id=${made[1]?.subscriptionId}`)).toEqual([made[1]?.deliveryId]);
    expect(await found('status=delivered')).toEqual([]);
    const chat = { channel: 'slack', url: 'https://hooks.slack.com/services/T0/B0/secret' };
    const slack = (await call('POST', '/v1/subscriptions', chat)).body.id;
    await api.database.pool.query('UPDATE deliveries SET subscription_id = $2 WHERE id = $1', [
      made[2]?.deliveryId,
      slack,
    ]);
    expect(await found('channel=slack')).toEqual([made[2]?.deliveryId]);
    expect(await found('channel=webhook')).not.toContain(made[2]?.deliveryId);
    const { event_type: type } = (await call('GET', `/v1/deliveries/${made[0]?.deliveryId}`)).body;
    expect(await found(`event_type=${type}&operation_id=${operation}`)).toHaveLength(3);
    expect(await found('event_type=seller.circuit_opened')).toEqual([]);
    expect((await call('GET', '/v1/deliveries?event_type=no.such&channel=pigeon')).body.errors).toHaveLength(2);
    const first = await call('GET', '/v1/deliveries?limit=3&status=pending');
    const second = await call('GET', `/v1/deliveries?limit=3&status=pending&cursor=${first.body.next_cursor}`);
    expect([first.body.items.length, second.body.items.length, second.body.next_cursor]).toEqual([3, 1, null]);
  });

  it.each(['dead', 'delivered'])(
    'delivers again what is %s, under the same event id, with its history kept',
    async (status) => {
      const { deliveryId } = await deliver(api, desk, operation);
      await api.database.pool.query(
        `UPDATE deliveries SET status = $2, attempts = 1, due_at = NULL, delivered_at = now() WHERE id = $1`,
        [deliveryId, status],
      );
      await api.database.pool.query(
        `INSERT INTO notification_attempts (tenant_id, delivery_id, attempt, at, http_status, duration_ms, error)
         SELECT tenant_id, id, 1, now(), 500, 12, 'no' FROM deliveries WHERE id = $1`,
        [deliveryId],
      );
      const before = (await call('GET', `/v1/deliveries/${deliveryId}`)).body;
      expect(before.attempts).toMatchObject([{ attempt: 1, http_status: 500, duration_ms: 12, error: 'no' }]);
      expect(before.payload).toEqual({ id: before.event_id });
      const again = await call('POST', `/v1/deliveries/${deliveryId}/redeliver`);
      expect(again.status).toBe(202);
      expect(again.body).toMatchObject({
        status: 'pending',
        event_id: before.event_id,
        delivered_at: null,
        attempt_count: 1,
      });
      expect(Date.parse(again.body.next_attempt_at)).toBeLessThanOrEqual(Date.now());
    },
  );
});
