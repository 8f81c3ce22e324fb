import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Type } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { type Rank, ensureBootstrap, rankCovers, ranks } from '@adcp-orchestrator/access';
import { type DescribedRoute, describeRoutes } from '../docs/describe-routes';
import { type Answer, ApiUnderTest, type TestTenant } from '../../testing/api-under-test';
import { deliver } from '../../testing/owed-delivery';

describe('access', () => {
  let api: ApiUnderTest;
  let desk: TestTenant;
  let stranger: TestTenant;
  let routes: DescribedRoute[];
  let keys: Record<Rank, string>;

  beforeAll(async () => {
    api = await ApiUnderTest.start();
    [desk, stranger] = [await api.newTenant(), await api.newTenant()];
    keys = { ...desk.keys, platform_admin: await api.platformKey() };
    const controllers = api.app.get(DiscoveryService).getControllers();
    routes = describeRoutes(controllers.map(({ metatype }) => metatype as Type)).filter(
      ({ role }) => role !== 'public',
    );
  });
  afterAll(() => api.stop());

  const target = (path: string): string => path.replace('{id}', path.includes('sellers') ? 'acme' : randomUUID());
  const nameOf = ({ method, path }: DescribedRoute): string => `${method.toUpperCase()} ${path}`;

  /** The table of routes in the documentation. */
  function documentedRoles(): Map<string, Rank> {
    const text = readFileSync(join(__dirname, '../../../../docs/access.md'), 'utf8');
    const lines = text.matchAll(/^\| `([A-Z]+ \/v1\/[^`]*)` +\| (viewer|trader|admin|platform admin) +\|/gm);
    return new Map([...lines].map(([, route = '', rank = '']) => [route, rank.replace(' ', '_') as Rank]));
  }

  const bodyFor = ({ method }: DescribedRoute): { body?: unknown } => (method === 'get' ? {} : { body: {} });

  it('refuses every route without a key, and with a wrong one, with the challenge', async () => {
    expect(routes.length).toBeGreaterThan(15);
    for (const route of routes) {
      for (const key of [null, 'adcp_wrong']) {
        const answer = await api.call(route.method.toUpperCase(), target(route.path), { key, ...bodyFor(route) });
        expect([route.operationId, answer.status, answer.body.type]).toEqual([
          route.operationId,
          401,
          'urn:adcp-orchestrator:problem:unauthorized',
        ]);
        expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer realm=/);
      }
    }
  });

  it.each([
    ['half an object', '{"type":', 'application/json'],
    ['more than the limit', ' '.repeat(2 ** 20 + 1), 'application/json'],
    ['another type', 'x', 'text/csv'],
  ])('looks at the key before the body, which is %s', async (_, rawBody, contentType) => {
    const post = (key: string | null): Promise<Answer> =>
      api.call('POST', '/v1/operations', { key, rawBody, headers: { 'content-type': contentType } });
    expect((await post(null)).status).toBe(401);
    expect([400, 413, 415]).toContain((await post(desk.keys.trader)).status);
  });

  it('refuses every route to a role below its own, naming the role needed, and lets the others pass', async () => {
    const needed = documentedRoles();
    for (const route of routes) {
      const asked = needed.get(nameOf(route));
      for (const rank of ranks) {
        const answer = await api.call(route.method.toUpperCase(), target(route.path), {
          key: keys[rank],
          ...bodyFor(route),
        });
        const place = `${route.operationId} as ${rank}`;
        if (rankCovers(rank, asked!)) expect([place, answer.status]).not.toEqual([place, 403]);
        else {
          expect([place, answer.status]).toEqual([place, 403]);
          expect(answer.body).toMatchObject({ required_role: asked, role: rank });
        }
      }
    }
  });

  it('is documented route by route: docs/access.md has one line for each, and no other', () => {
    const lines = new Map(routes.map((route) => [nameOf(route), route.role]));
    expect(Object.fromEntries(documentedRoles())).toEqual(Object.fromEntries(lines));
  });

  it("hides everything of one tenant from another, whatever the other's role", async () => {
    await api.addSeller(desk, 'acme');
    const operation = (await api.handOver(desk, 'acme')).body.id;
    const { deliveryId, subscriptionId } = await deliver(api, desk, operation);
    const ids: Record<string, string> = {
      operations: operation,
      sellers: 'acme',
      subscriptions: subscriptionId,
      deliveries: deliveryId,
      'api-keys': (await api.call('GET', '/v1/api-keys', { key: desk.keys.admin })).body.items[0]!.id,
      bulk: (await api.call('POST', '/v1/bulk', { key: desk.keys.trader, body: { action: 'poll', ids: [operation] } }))
        .body.id,
    };
    const bodies: Record<string, unknown> = {
      Subscriptions_change: { description: 'mine now' },
      SubscriptionActions_recover: { since: new Date().toISOString() },
      SellersController_change: { name: 'mine now' },
      Attention_change: { note: 'mine now' },
      Attention_acknowledge: { note: 'mine now' },
      OperationActions_resolve: { status: 'failed', note: 'mine now' },
    };
    const tried: string[] = [];
    // The platform's admin sees every tenant: those routes belong to none.
    const ofTenants = routes.filter(({ path, role }) => path.includes('{id}') && role !== 'platform_admin');
    for (const route of ofTenants) {
      const resource = route.path.split('/')[2] ?? '';
      const options =
        route.method === 'get'
          ? {}
          : { body: bodies[route.operationId] ?? (route.operationId.endsWith('_change') ? { name: 'x' } : {}) };
      const path = route.path.replace('{id}', ids[resource] ?? '');
      const answer = await api.call(route.method.toUpperCase(), path, { key: stranger.keys.admin, ...options });
      expect([route.operationId, answer.status]).toEqual([route.operationId, 404]);
      // The owner's same request does not get a 404.
      if (route.method === 'get') {
        expect((await api.call('GET', path, { key: desk.keys.viewer })).status).toBe(200);
      }
      tried.push(route.operationId);
    }
    expect(tried).toHaveLength(ofTenants.length);
    for (const list of ['operations', 'sellers', 'subscriptions', 'deliveries']) {
      const theirs = await api.call('GET', `/v1/${list}`, { key: stranger.keys.admin });
      expect([list, theirs.status, theirs.body.items]).toEqual([list, 200, []]);
      const ours = await api.call('GET', `/v1/${list}`, { key: desk.keys.viewer });
      expect([list, ours.body.items.length]).toEqual([list, 1]);
    }
    expect((await api.handOver(stranger, 'acme')).status).toBe(422);
    const after = await api.call('GET', `/v1/operations/${operation}`, { key: desk.keys.viewer });
    expect(after.body).toMatchObject({ status: 'requested', version: 1 });
  });

  it('keeps guards apart by tenant: the same key, po_number and seller id are two operations', async () => {
    await api.addSeller(stranger, 'acme');
    const fields = { idempotencyKey: 'shared', request: { po_number: 'PO-SHARED' } };
    const [ours, theirs] = [await api.handOver(desk, 'acme', fields), await api.handOver(stranger, 'acme', fields)];
    expect([ours.status, theirs.status]).toEqual([202, 202]);
    expect(ours.body.id).not.toBe(theirs.body.id);
  });

  it('makes the first tenant and its admin key once, and adds another key beside the old one', async () => {
    const { pool } = api.database;
    const [first, second] = ['first-bootstrap-key-of-32-characters', 'second-bootstrap-key-of-32-characters'];
    const made = await Promise.all(Array.from({ length: 8 }, () => ensureBootstrap(pool, { bootstrapKey: first })));
    expect(new Set(made).size).toBe(1);
    expect(await ensureBootstrap(pool, { bootstrapKey: second })).toBe(made[0]);
    expect(await ensureBootstrap(pool, { bootstrapKey: null })).toBe(made[0]);
    for (const key of [first, second]) expect((await api.call('GET', '/v1/sellers', { key })).status).toBe(200);
    for (const [key, isPlatforms] of [
      [first, true],
      [second, true],
      [desk.keys.admin, false],
    ] as const) {
      expect((await api.call('GET', '/v1/me', { key })).body).toMatchObject({ platform_admin: isPlatforms });
    }
    const { rows } = await pool.query('SELECT key_hash FROM api_keys WHERE tenant_id = $1', [made[0]]);
    expect(rows).toHaveLength(3); // with the one of this test's platform
    expect(JSON.stringify(rows)).not.toContain(first);
  });
});
