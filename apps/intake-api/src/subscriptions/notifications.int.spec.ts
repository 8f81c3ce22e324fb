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
    api = await ApiUnderTest.start();
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

  it('filters deliveries by status, operation and subscription, and pages them', async () => {
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
        `INSERT INTO delivery_attempts (delivery_id, attempt, at, http_status, duration_ms, error) VALUES ($1, 1, now(), 500, 12, 'no')`,
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
