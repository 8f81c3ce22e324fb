import { createHmac, randomBytes } from 'node:crypto';
import { forgetPreviousSecrets } from '@adcp-orchestrator/ledger';
import { TestClock } from '@adcp-orchestrator/testing';
import { type Answer, ApiUnderTest, type TestTenant } from '../../testing/api-under-test';

const newSecret = (): string => randomBytes(32).toString('hex');

describe('a webhook secret that is replaced', () => {
  const clock = new TestClock();
  const [first, second, third] = [newSecret(), newSecret(), newSecret()];
  let api: ApiUnderTest;
  let desk: TestTenant;
  let made = 0;

  beforeAll(async () => {
    api = await ApiUnderTest.start({ PUBLIC_URL: 'https://orchestrator.example' }, { clock });
    desk = await api.newTenant();
  });
  afterAll(() => api.stop());

  async function newSeller(mode: 'hmac' | 'bearer' = 'hmac', dialect = 'adcp-v3') {
    made += 1;
    const id = `seller-${made}`;
    const added = await api.addSeller(desk, id, { dialect, webhooks: { mode, secret: first } });
    const { adcp, hitl_tasks } = added.body.webhook_urls;
    return { id, path: new URL(dialect === 'adcp-v3' ? adcp : hitl_tasks).pathname };
  }
  const change = (id: string, webhooks: Record<string, unknown>): Promise<Answer> =>
    api.call('PATCH', `/v1/sellers/${id}`, { key: desk.keys.admin, body: { webhooks } });

  /** A genuine webhook about a task that nobody knows: it is kept, or refused. */
  function deliver(path: string, secret: string, mode: 'hmac' | 'bearer' = 'hmac'): Promise<Answer> {
    made += 1;
    const rawBody = JSON.stringify(
      path.includes('/adcp/')
        ? {
            idempotency_key: `whk_${made}_${'x'.repeat(16)}`,
            task_id: `task_${made}`,
            task_type: 'create_media_buy',
            status: 'submitted',
            timestamp: clock.now().toISOString(),
          }
        : { event: 'task_completed', task_id: `task_${made}`, resolution: 'rejected', reason: 'no' },
    );
    const timestamp = String(Math.floor(clock.now().getTime() / 1000));
    const signature = createHmac('sha256', secret).update(`${timestamp}.${rawBody}`).digest('hex');
    return api.call('POST', path, {
      rawBody,
      headers: {
        'content-type': 'application/json',
        ...(mode === 'bearer'
          ? { authorization: `Bearer ${secret}` }
          : { 'x-adcp-timestamp': timestamp, 'x-adcp-signature': `sha256=${signature}` }),
      },
    });
  }
  async function accepts(path: string, secret: string, mode: 'hmac' | 'bearer' = 'hmac'): Promise<boolean> {
    const { status } = await deliver(path, secret, mode);
    if (status !== 200 && status !== 202 && status !== 401) throw new Error(`an answer of ${status}`);
    return status !== 401;
  }

  /** An operation that was sent with the secret of its time, and waits. */
  async function waiting(sellerId: string): Promise<string> {
    made += 1;
    const { body } = await api.call('POST', '/v1/operations', {
      key: desk.keys.trader,
      body: {
        type: 'create_media_buy',
        seller_id: sellerId,
        request: {
          packages: [{ product_id: 'p1', budget: 500, pricing_option_id: 'cpm' }],
          account: { account_id: 'acc_1' },
          brand: { domain: 'brand.example' },
          start_time: 'asap',
          end_time: '2099-01-01T00:00:00Z',
          po_number: `PO-${made}`,
        },
      },
    });
    await api.database.pool.query(
      `UPDATE operations SET status = 'pending_approval', first_call_at = $2, call_started_at = $2, attempt = 1,
         due_kind = 'poll', due_at = $2, task_id = 'task_of_' || id::text WHERE id = $1`,
      [body.id, clock.now().toISOString()],
    );
    return body.id;
  }
  const settle = (operationId: string) =>
    api.ledger.observe({
      tenantId: desk.id,
      operationId,
      source: 'poll',
      receivedAt: clock.now(),
      finding: { kind: 'settled', outcome: { status: 'rejected' } },
    });

  it.each([
    ['hmac', 'adcp-v3'],
    ['bearer', 'adcp-v3'],
    ['hmac', 'hitl-v1'],
    ['bearer', 'hitl-v1'],
  ] as const)('holds for a day beside the new one (%s, %s)', async (mode, dialect) => {
    const { id, path } = await newSeller(mode, dialect);
    const changed = await change(id, { mode, secret: second });
    expect(changed.body.webhooks).toMatchObject({
      has_secret: true,
      previous_secret_until: new Date(clock.now().getTime() + 86_400_000).toISOString(),
    });
    expect([await accepts(path, first, mode), await accepts(path, second, mode)]).toEqual([true, true]);
    expect(await accepts(path, third, mode)).toBe(false);
    clock.advance({ hours: 24, seconds: 1 });
    expect([await accepts(path, first, mode), await accepts(path, second, mode)]).toEqual([false, true]);
  });

  it("is known on the guide's bare route as well, as long as it holds", async () => {
    const { id } = await newSeller('bearer', 'hitl-v1');
    const [old, fresh] = [newSecret(), newSecret()];
    await change(id, { mode: 'bearer', secret: old, secret_grace: 'PT0S' });
    await change(id, { mode: 'bearer', secret: fresh });
    const bare = '/webhooks/hitl-tasks';
    expect([await accepts(bare, old, 'bearer'), await accepts(bare, fresh, 'bearer')]).toEqual([true, true]);
    clock.advance({ hours: 25 });
    expect([await accepts(bare, old, 'bearer'), await accepts(bare, fresh, 'bearer')]).toEqual([false, true]);
  });

  it('holds for longer while an operation is followed that was sent with it', async () => {
    const { id, path } = await newSeller();
    const operation = await waiting(id);
    clock.advance({ hours: 1 });
    await change(id, { mode: 'hmac', secret: second });
    clock.advance({ hours: 40 });
    expect(await accepts(path, first)).toBe(true);
    await settle(operation);
    expect(await accepts(path, first)).toBe(false);
  });

  it('does not hold for operations that were sent after it was replaced', async () => {
    const { id, path } = await newSeller();
    await change(id, { mode: 'hmac', secret: second });
    clock.advance({ hours: 1 });
    await waiting(id);
    clock.advance({ hours: 24 });
    expect([await accepts(path, first), await accepts(path, second)]).toEqual([false, true]);
  });

  it('ends at once when the desk says so, also for what was sent with it', async () => {
    const { id, path } = await newSeller();
    await waiting(id);
    const changed = await change(id, { mode: 'hmac', secret: second, secret_grace: 'PT0S' });
    expect(changed.body.webhooks).toMatchObject({ previous_secret_until: null });
    expect([await accepts(path, first), await accepts(path, second)]).toEqual([false, true]);
  });

  it('can be ended later, and its grace be changed, without another secret', async () => {
    const { id, path } = await newSeller();
    const rotatedAt = clock.now().getTime();
    await change(id, { mode: 'hmac', secret: second });
    clock.advance({ hours: 1 });
    const shorter = await change(id, { mode: 'hmac', secret_grace: 'PT2H' });
    expect(shorter.body.webhooks).toMatchObject({
      previous_secret_until: new Date(rotatedAt + 2 * 3_600_000).toISOString(),
    });
    expect(await accepts(path, first)).toBe(true);
    await change(id, { mode: 'hmac', secret_grace: 'PT0S' });
    expect([await accepts(path, first), await accepts(path, second)]).toEqual([false, true]);
  });

  it('is not pushed out by the same change made twice, only by a third secret', async () => {
    const { id, path } = await newSeller();
    for (let time = 0; time < 2; time += 1) {
      expect((await change(id, { mode: 'hmac', secret: second })).status).toBe(200);
    }
    expect([await accepts(path, first), await accepts(path, second)]).toEqual([true, true]);
    await change(id, { mode: 'hmac', secret: third });
    expect([await accepts(path, first), await accepts(path, second), await accepts(path, third)]).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('does not outlive a change of the mode', async () => {
    const { id, path } = await newSeller('hmac');
    await change(id, { mode: 'bearer', secret: second });
    expect([await accepts(path, first), await accepts(path, first, 'bearer')]).toEqual([false, false]);
    expect(await accepts(path, second, 'bearer')).toBe(true);
  });

  it('is forgotten when its grace is over and nothing that was sent with it is followed', async () => {
    const { id } = await newSeller();
    const operation = await waiting(id);
    await change(id, { mode: 'hmac', secret: second });
    const kept = async (): Promise<boolean> => {
      await forgetPreviousSecrets(api.database.pool, clock.now(), 100);
      const { rows } = await api.database.pool.query<{ kept: boolean }>(
        'SELECT webhook_previous_sealed IS NOT NULL AS kept FROM sellers WHERE tenant_id = $1 AND id = $2',
        [desk.id, id],
      );
      return rows[0]?.kept ?? false;
    };
    expect(await kept()).toBe(true);
    clock.advance({ hours: 25 });
    expect(await kept()).toBe(true);
    await settle(operation);
    expect(await kept()).toBe(false);
  });

  it.each([
    ['a grace that is none', { mode: 'hmac', secret: second, secret_grace: '1 day' }],
    ['a grace beyond 90 days', { mode: 'hmac', secret: second, secret_grace: 'P91D' }],
    ['a grace where there is no secret', { mode: 'none', secret_grace: 'PT1H' }],
  ])('is not replaced with %s', async (_, webhooks) => {
    const { id } = await newSeller();
    const answer = await change(id, webhooks);
    expect([answer.status, answer.body.errors]).toMatchObject([422, [{ pointer: '/webhooks/secret_grace' }]]);
  });
});

describe('webhooks without a PUBLIC_URL', () => {
  let api: ApiUnderTest;
  let desk: TestTenant;
  beforeAll(async () => {
    api = await ApiUnderTest.start();
    desk = await api.newTenant();
  });
  afterAll(() => api.stop());

  const add = (id: string, settings: Record<string, unknown>): Promise<Answer> =>
    api.call('POST', '/v1/sellers', {
      key: desk.keys.admin,
      body: { id, name: id, agent_url: 'http://127.0.0.1:1/mcp', ...settings },
    });
  const secret = newSecret();

  it.each([
    ['hmac', { secret }],
    ['bearer', { secret }],
    ['rfc9421', { jwks_uri: 'https://a.example/jwks' }],
  ])('are refused to an adcp-v3 seller, which could not be told where to report (%s)', async (mode, more) => {
    const webhooks = { mode, ...more };
    const refused = await add(`new-${mode}`, { dialect: 'adcp-v3', webhooks });
    expect([refused.status, refused.body.errors]).toMatchObject([422, [{ pointer: '/webhooks/mode' }]]);
    expect(refused.body.errors[0]?.detail).toMatch(/set WEBHOOK_URL or PUBLIC_URL/);
    expect((await add(`polled-${mode}`, { dialect: 'adcp-v3' })).status).toBe(201);
    const changed = await api.call('PATCH', `/v1/sellers/polled-${mode}`, { key: desk.keys.admin, body: { webhooks } });
    expect([changed.status, changed.body.errors]).toMatchObject([422, [{ pointer: '/webhooks/mode' }]]);
  });

  it('are no concern of a hitl-v1 seller, whose people enter the URL by hand', async () => {
    expect((await add('guide', { dialect: 'hitl-v1', webhooks: { mode: 'hmac', secret } })).status).toBe(201);
    expect((await add('polled', { dialect: 'adcp-v3', webhooks: { mode: 'none' } })).status).toBe(201);
  });
});

describe('webhooks under a PUBLIC_URL without TLS', () => {
  let api: ApiUnderTest;
  let desk: TestTenant;
  beforeAll(async () => {
    api = await ApiUnderTest.start({ PUBLIC_URL: 'http://intake-api:3000' });
    desk = await api.newTenant();
  });
  afterAll(() => api.stop());

  it('are refused where they would be signed by RFC 9421, which could never be verified, and are taken by HMAC', async () => {
    const add = (id: string, webhooks: Record<string, unknown>): Promise<Answer> =>
      api.call('POST', '/v1/sellers', {
        key: desk.keys.admin,
        body: { id, name: id, agent_url: 'http://127.0.0.1:1/mcp', dialect: 'adcp-v3', webhooks },
      });
    const refused = await add('signing', { mode: 'rfc9421', jwks_uri: 'https://a.example/jwks' });
    expect([refused.status, refused.body.errors]).toMatchObject([422, [{ pointer: '/webhooks/mode' }]]);
    expect(refused.body.errors[0]?.detail).toMatch(/over https.*http:\/\/intake-api:3000.* PUBLIC_URL .*"hmac"/);
    expect((await add('counting', { mode: 'hmac', secret: newSecret() })).status).toBe(201);
  });
});
