import { randomBytes } from 'node:crypto';
import type { Type } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { operatorFindingKinds } from '@adcp-orchestrator/domain';
import { auditKinds } from '@adcp-orchestrator/ledger';
import { untilTrue } from '@adcp-orchestrator/testing';
import { describeRoutes } from '../docs/describe-routes';
import { cursorOf } from '../exports/export-schema';
import { type Answer, type AnswerBody, ApiUnderTest, type TestTenant } from '../../testing/api-under-test';
import { deliver } from '../../testing/owed-delivery';

/** What an admin may change, and the kind under which the audit tells of it. A new route needs its line here. */
const audited: Record<string, string> = {
  'POST /v1/api-keys': 'api_key.created',
  'DELETE /v1/api-keys/{id}': 'api_key.deleted',
  'POST /v1/deliveries/{id}/redeliver': 'delivery.redelivered',
  'POST /v1/exports/operations/confirm': 'export.confirmed',
  'POST /v1/sellers': 'seller.created',
  'PATCH /v1/sellers/{id}': 'seller.changed',
  'DELETE /v1/sellers/{id}': 'seller.deleted',
  'POST /v1/subscriptions': 'subscription.created',
  'PATCH /v1/subscriptions/{id}': 'subscription.changed',
  'POST /v1/subscriptions/{id}/rotate-secret': 'subscription.secret_rotated',
  'POST /v1/subscriptions/{id}/test': 'subscription.tested',
  'POST /v1/subscriptions/{id}/recover': 'subscription.recovered',
  'DELETE /v1/subscriptions/{id}': 'subscription.deleted',
  'POST /v1/tenants': 'tenant.created',
  'PATCH /v1/tenants/{id}': 'tenant.changed',
};

describe('the audit', () => {
  let api: ApiUnderTest;
  let desk: TestTenant;

  beforeAll(async () => {
    api = await ApiUnderTest.start();
  });
  afterAll(() => api.stop());
  beforeEach(async () => {
    desk = await api.newTenant();
  });

  const call = (method: string, path: string, body?: unknown, key = desk.keys.admin): Promise<Answer> =>
    api.call(method, path, { key, body });
  const audit = async (query = '', key = desk.keys.admin): Promise<AnswerBody[]> =>
    (await api.call('GET', `/v1/audit${query}`, { key })).body.items;
  const keyIdOf = async (key: string): Promise<string> => {
    const me: unknown = (await call('GET', '/v1/me', undefined, key)).body;
    return (me as { key: { id: string } }).key.id;
  };
  const kindsOf = (items: AnswerBody[]): string[] => items.map(({ kind }) => kind);

  it('has a kind for each route by which an admin changes something', () => {
    const controllers = api.app.get(DiscoveryService).getControllers();
    const changing = describeRoutes(controllers.map(({ metatype }) => metatype as Type))
      .filter(({ method, role }) => method !== 'get' && (role === 'admin' || role === 'platform_admin'))
      .filter(({ path }) => !path.startsWith('/v1/session')) // signing in changes nothing
      .map(({ method, path }) => `${method.toUpperCase()} ${path}`);
    expect(changing.sort()).toEqual(Object.keys(audited).sort());
  });

  it('tells of each of them, who did it and to what, and of no secret', async () => {
    const platform = await api.platformKey();
    const secrets = Array.from({ length: 4 }, () => randomBytes(32).toString('hex'));
    const bearer = (token: string, secret: string) => ({
      auth: { scheme: 'bearer', token },
      webhooks: { mode: 'bearer', secret },
    });
    await api.addSeller(desk, 'acme', bearer(secrets[0]!, secrets[2]!));
    const changed = await call('PATCH', '/v1/sellers/acme', { name: 'Acme', ...bearer(secrets[1]!, secrets[3]!) });
    expect(changed.status).toBe(200);
    const operation = (await api.handOver(desk, 'acme')).body.id;
    const { deliveryId, subscriptionId } = await deliver(api, desk, operation);
    await call('POST', `/v1/deliveries/${deliveryId}/redeliver`);
    await call('PATCH', `/v1/subscriptions/${subscriptionId}`, { url: 'http://127.0.0.1:1/secret-path' });
    const rotated = (await call('POST', `/v1/subscriptions/${subscriptionId}/rotate-secret`, {})).body;
    await call('POST', `/v1/subscriptions/${subscriptionId}/test`);
    await call('POST', `/v1/subscriptions/${subscriptionId}/recover`, { since: new Date().toISOString() });
    await call('DELETE', `/v1/subscriptions/${subscriptionId}`);
    await call('POST', `/v1/operations/${operation}/cancel`, undefined, desk.keys.trader);
    await call('DELETE', '/v1/sellers/acme');
    const cursor = cursorOf(desk.id, { at: '2026-03-02 09:00:00+00', id: operation });
    await call('POST', '/v1/exports/operations/confirm', { cursor });
    const key = (await call('POST', '/v1/api-keys', { name: 'ana', role: 'trader' })).body;
    await call('DELETE', `/v1/api-keys/${key.id}`);
    const tenant = (await call('POST', '/v1/tenants', { name: 'a new desk' }, platform)).body;
    await call('PATCH', `/v1/tenants/${tenant.id}`, { name: 'a renamed desk' }, platform);
    const subscription = (await call('POST', '/v1/subscriptions', { url: 'https://desk.example/secret-path' })).body;

    const lines = await audit();
    const theirs = await audit('', tenant.key);
    expect(new Set([...kindsOf(lines), ...kindsOf(theirs)])).toEqual(
      new Set([...Object.values(audited), 'operation.cancel_requested']),
    );
    expect(kindsOf(await audit('', platform))).toEqual(['tenant.changed', 'tenant.created']);
    expect(theirs).toMatchObject([
      { target: tenant.id, detail: { before: { name: 'a new desk' }, after: { name: 'a renamed desk' } } },
      { target: tenant.id, actor: { name: 'bootstrap' } },
    ]);
    expect(lines.find(({ kind }) => kind === 'seller.changed')).toMatchObject({
      target: 'acme',
      actor: { kind: 'api_key', name: 'the admin' },
      detail: { fields: ['name', 'auth', 'webhooks'], before: { name: 'acme' }, after: { name: 'Acme' } },
    });
    expect(lines.find(({ kind }) => kind === 'operation.cancel_requested')).toMatchObject({
      target: operation,
      actor: { kind: 'api_key', id: await keyIdOf(desk.keys.trader), name: 'the trader' },
      detail: { to: 'canceled' },
    });
    const { rows } = await api.database.pool.query('SELECT * FROM audit');
    const whole = JSON.stringify(rows);
    for (const secret of [
      ...secrets,
      key.key.slice(-43),
      tenant.key.slice(-43),
      subscription.secret,
      rotated.secret,
      'secret-path',
    ]) {
      expect(whole).not.toContain(secret);
    }
  });

  it('names whoever acted on an operation by their id, also in a session, and shows lines without one', async () => {
    await api.addSeller(desk, 'acme');
    const operation = (await api.handOver(desk, 'acme')).body.id;
    const signedIn = await api.call('POST', '/v1/session', { body: { key: desk.keys.trader } });
    const headers = {
      cookie: signedIn.headers.get('set-cookie')?.split(';')[0] ?? '',
      'x-csrf-token': signedIn.body.session.csrf_token,
    };
    expect((await api.call('POST', `/v1/operations/${operation}/cancel`, { headers })).status).toBe(200);
    // As a process of the release before writes it.
    await api.database.pool.query(
      `INSERT INTO timeline (tenant_id, operation_id, kind, source, actor, reason, version, at)
       VALUES ($1, $2, 'learned', 'operator', 'the trader', 'noted', 9, now())`,
      [desk.id, operation],
    );
    expect(await audit(`?target=${operation}`)).toMatchObject([
      { kind: 'operation.acted', actor: { kind: null, id: null, name: 'the trader' } },
      { actor: { kind: 'api_key', id: await keyIdOf(desk.keys.trader), name: 'the trader' } },
    ]);
  });

  it('has a kind for every line that a person can leave in a timeline, and for no other', async () => {
    await api.addSeller(desk, 'acme');
    const operation = (await api.handOver(desk, 'acme')).body.id;
    const lines = [
      { kind: 'accepted', detail: {} },
      { kind: 'learned', detail: {} },
      ...operatorFindingKinds.map((kind) => ({ kind: 'transition', detail: { finding: { kind } } })),
    ];
    for (const { kind, detail } of lines) {
      await api.database.pool.query(
        `INSERT INTO timeline (tenant_id, operation_id, kind, source, actor, reason, detail, version, at)
         VALUES ($1, $2, $3, 'operator', 'the trader', 'done', $4, 9, now())`,
        [desk.id, operation, kind, detail],
      );
    }
    const ofOperations = auditKinds.filter((kind) => kind.startsWith('operation.'));
    expect(kindsOf(await audit(`?target=${operation}`)).sort()).toEqual(ofOperations.sort());
  });

  it('refuses a kind that it does not know, with those it knows', async () => {
    const { status, body } = await call('GET', '/v1/audit?kind=seller.change');
    expect([status, body.errors]).toMatchObject([
      422,
      [{ pointer: '/kind', limit: auditKinds, suggestion: 'Write "seller.changed".' }],
    ]);
  });

  it('tells who made a bulk job, and who stopped it while it ran', async () => {
    await api.addSeller(desk, 'acme');
    const operation = (await api.handOver(desk, 'acme')).body.id;
    const body = { action: 'poll', ids: [operation] };
    const headers = { 'idempotency-key': 'once' };
    const make = () => api.call('POST', '/v1/bulk', { key: desk.keys.trader, body, headers });
    const { id } = (await make()).body;
    expect((await make()).body.id).toBe(id);
    await untilTrue('the end of the job', async () => (await call('GET', `/v1/bulk/${id}`)).body.status !== 'running');
    // As if another process still worked on it.
    await api.database.pool.query(
      `UPDATE bulk_jobs SET status = 'running', ended_at = NULL, lease_owner = 'another',
         lease_until = now() + interval '1 hour' WHERE id = $1`,
      [id],
    );
    for (let times = 0; times < 2; times += 1) await call('DELETE', `/v1/bulk/${id}`, undefined, desk.keys.trader);
    const actor = { kind: 'api_key', name: 'the trader' };
    expect(await audit(`?target=${id}`)).toMatchObject([
      { kind: 'bulk.stopped', target: id, actor },
      { kind: 'bulk.created', target: id, actor, detail: { action: 'poll', dry_run: false, operations: 1 } },
    ]);
  });

  it('tells of a repetition, of which operation, and by whom', async () => {
    await api.addSeller(desk, 'acme');
    const first = (await api.handOver(desk, 'acme')).body.id;
    await call('POST', `/v1/operations/${first}/cancel`, undefined, desk.keys.trader);
    const again = await call('POST', `/v1/operations/${first}/retry`, {}, desk.keys.trader);
    expect(again.status).toBe(202);
    const [newest] = await audit('?kind=operation.repeated');
    expect(newest).toMatchObject({
      target: again.body.id,
      actor: { kind: 'api_key', id: await keyIdOf(desk.keys.trader), name: 'the trader' },
    });
    expect(JSON.stringify(newest)).toContain(first);
  });

  it.each(['UPDATE audit SET actor_name = $1', 'DELETE FROM audit WHERE actor_name = $1', 'TRUNCATE audit'])(
    'takes no "%s", not even of its owner',
    async (statement) => {
      await call('POST', '/v1/api-keys', { name: 'ana', role: 'trader' });
      const values = statement.includes('$1') ? ['the admin'] : [];
      await expect(api.database.pool.query(statement, values)).rejects.toThrow('append-only');
      expect(await audit()).toHaveLength(1);
    },
  );

  it('is written with the change: what cannot be audited is not done', async () => {
    const { pool } = api.database;
    const before = await api.count('api_keys');
    await pool.query('ALTER TABLE audit RENAME TO audit_away');
    try {
      expect((await call('POST', '/v1/api-keys', { name: 'ana', role: 'trader' })).status).toBe(500);
    } finally {
      await pool.query('ALTER TABLE audit_away RENAME TO audit');
    }
    expect(await api.count('api_keys')).toBe(before);
    // What changes nothing leaves no line.
    expect((await call('DELETE', '/v1/sellers/none')).status).toBe(404);
    expect(await audit()).toEqual([]);
  });

  it('is not read for longer than two seconds for two filters that no index has together', async () => {
    const client = await api.database.pool.connect();
    try {
      // A page that waits stands for one that passes over millions of lines.
      await client.query('BEGIN; LOCK TABLE audit IN ACCESS EXCLUSIVE MODE');
      const began = Date.now();
      const answer = await call('GET', '/v1/audit?kind=seller.changed&actor=ana');
      expect([answer.status, answer.body.errors]).toMatchObject([
        422,
        [{ in: 'query', suggestion: expect.stringContaining('"after"') }],
      ]);
      // Any other statement of the API is ended after 15 s.
      expect(Date.now() - began).toBeLessThan(14_500);
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
    expect(await audit('?kind=seller.changed&actor=ana')).toEqual([]);
  });

  it('is filtered by kind, actor, target and time, and paged', async () => {
    await api.addSeller(desk, 'one');
    await api.addSeller(desk, 'two');
    await call('PATCH', '/v1/sellers/two', { name: 'Two' });
    const other = (await call('POST', '/v1/api-keys', { name: 'ana', role: 'admin' })).body.key;
    await call('DELETE', '/v1/sellers/one', undefined, other);
    expect(kindsOf(await audit('?target=one'))).toEqual(['seller.deleted', 'seller.created']);
    expect(kindsOf(await audit('?actor=ana'))).toEqual(['seller.deleted']);
    expect(kindsOf(await audit('?kind=seller.created&actor=the+admin'))).toHaveLength(2);
    const instant = (ms: number): string => encodeURIComponent(new Date(Date.now() + ms).toISOString());
    expect(await audit(`?after=${instant(-60_000)}&before=${instant(60_000)}`)).toHaveLength(5);
    expect(await audit(`?after=${instant(60_000)}`)).toEqual([]);
    const first = await call('GET', '/v1/audit?limit=3');
    const second = await call('GET', `/v1/audit?limit=3&cursor=${first.body.next_cursor}`);
    expect([first.body.items.length, second.body.items.length, second.body.next_cursor]).toEqual([3, 2, null]);
    expect(new Set([...first.body.items, ...second.body.items].map(({ id }) => id)).size).toBe(5);
    const wrong = await call('GET', '/v1/audit?kind=everything');
    expect([wrong.status, wrong.body.errors[0]?.pointer]).toEqual([422, '/kind']);
  });
});
