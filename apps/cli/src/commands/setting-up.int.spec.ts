import { once } from 'node:events';
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ScriptedSeller } from '@adcp-orchestrator/testing/scripted-seller';
import { ApiUnderTest, type TestTenant } from '../../../intake-api/testing/api-under-test';
import { deliver } from '../../../intake-api/testing/owed-delivery';
import { CliUnderTest } from '../../testing/cli-under-test';

describe('setting up, on the command line', () => {
  let api: ApiUnderTest;
  let desk: TestTenant;
  let cli: CliUnderTest;

  beforeAll(async () => {
    api = await ApiUnderTest.start();
  });
  afterAll(() => api.stop());
  beforeEach(async () => {
    desk = await api.newTenant();
    cli = new CliUnderTest({ ADO_URL: api.url, ADO_KEY: desk.keys.admin });
  });
  afterEach(() => {
    cli.remove();
  });

  it('adds a seller whose credential comes by stdin, probes it, replaces the credential, and never shows one', async () => {
    const seen: string[] = [];
    const none = (): object => ({ tasks: [] });
    const remote = await ScriptedSeller.start({
      tools: {
        create_media_buy: () => ({}),
        update_media_buy: () => ({}),
        add_creative_assets: () => ({}),
        get_pending_tasks: none as never,
      },
    });
    remote.intercept = (request) => {
      seen.push(String(request.headers['x-adcp-auth']));
      return false;
    };
    const add = ['sellers', 'add', 'acme', '--dialect', 'hitl-v1', '--agent-url', remote.url, '--auth', 'header'];
    const added = await cli.run(add, { input: 'first-token\n' });
    expect(added).toMatchObject({ code: 0, out: expect.stringContaining('acme') });
    const probe = await cli.json(['sellers', 'probe', 'acme']);
    expect(probe).toMatchObject({ works: true });
    const replaced = await cli.run(['sellers', 'credential', 'acme', '--debug'], { input: 'second-token' });
    expect(replaced).toMatchObject({ code: 0 });
    expect(await cli.run(['sellers', 'probe', 'acme'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('credential\tworks'),
    });
    expect(new Set(seen)).toEqual(new Set(['first-token', 'second-token']));
    const shown = await cli.run(['sellers', 'show', 'acme']);
    for (const { out, err } of [added, replaced, shown])
      expect(out + err).not.toMatch(/first-token|second-token|ado_|Bearer/);
    await remote.close();
    expect(await cli.run(['sellers', 'probe', 'acme'])).toMatchObject({
      code: 1,
      out: expect.stringContaining('fails'),
    });
  });

  it('pauses and resumes a seller, and deletes it only when somebody agrees', async () => {
    await api.addSeller(desk, 'acme');
    expect(await cli.json(['sellers', 'pause', 'acme'])).toMatchObject({ paused: true });
    expect(await cli.json(['sellers', 'list'])).toMatchObject({
      items: [{ id: 'acme', paused: true, health: { problems: ['paused'] } }],
    });
    expect(await cli.run(['sellers', 'show', 'acme'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('paused'),
    });
    expect(await cli.json(['sellers', 'resume', 'acme'])).toMatchObject({ paused: false });
    expect(await cli.run(['sellers', 'remove', 'acme'])).toMatchObject({ code: 2 });
    expect(await cli.run(['sellers', 'remove', 'acme', '--yes'])).toMatchObject({ code: 0 });
    expect(await cli.run(['sellers', 'show', 'acme'])).toMatchObject({ code: 3 });
  });

  it('makes keys that end, prints them once, and revokes them', async () => {
    const now = new Date();
    const { out, err, code } = await cli.run(['keys', 'create', 'reports', '--role', 'viewer', '--expires', '10d'], {
      now,
    });
    expect([code, out]).toEqual([0, expect.stringMatching(/^ado_\S+\n$/)]);
    expect(err).not.toContain(out.trim());
    const reader = { env: { ADO_KEY: out.trim() } };
    expect(await cli.run(['attention'], reader)).toMatchObject({ code: 0 });
    expect(await cli.run(['keys', 'list'], reader)).toMatchObject({ code: 4 });
    const ending = await cli.json<{ items: { id: string; expires_at: string }[] }>(
      ['keys', 'list', '--expiring', '14d'],
      { now },
    );
    expect(ending.items).toMatchObject([
      { name: 'reports', expires_at: new Date(now.getTime() + 864_000_000).toISOString() },
    ]);
    expect(await cli.json(['keys', 'list', '--expiring', '1d'], { now })).toMatchObject({ items: [] });
    expect(await cli.json(['keys', 'revoke', ending.items[0]!.id, '--yes'])).toMatchObject({ revoked: true });
  });

  it("makes, lists and pauses tenants with the platform admin's key alone", async () => {
    expect(await cli.run(['tenants', 'list'])).toMatchObject({ code: 4 });
    const platform = { env: { ADO_KEY: await api.platformKey() } };
    const made = await cli.json<{ id: string; key: string }>(['tenants', 'create', `Desk ${desk.id}`], platform);
    expect(await cli.run(['attention'], { env: { ADO_KEY: made.key } })).toMatchObject({ code: 0 });
    expect(await cli.json(['tenants', 'pause', made.id, '--yes'], platform)).toMatchObject({ paused: true });
    expect(await cli.json(['tenants', 'resume', made.id], platform)).toMatchObject({ paused: false });
  });

  it('lists the notifications that were given up with their reason, and sends them again', async () => {
    await api.addSeller(desk, 'acme');
    const { id } = (await api.handOver(desk, 'acme')).body;
    const { deliveryId } = await deliver(api, desk, id);
    await api.database.pool.query(
      `UPDATE deliveries SET status = 'dead', due_at = NULL, attempts = 12, last_error = 'HTTP 500' WHERE id = $1`,
      [deliveryId],
    );
    expect(await cli.run(['deliveries', 'list'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(new RegExp(`${deliveryId}\tdead.*HTTP 500`)),
    });
    expect(await cli.json(['deliveries', 'show', deliveryId])).toMatchObject({ id: deliveryId, payload: {} });
    expect(await cli.run(['deliveries', 'redeliver', '--dead'])).toMatchObject({ code: 2 });
    expect(await cli.json(['deliveries', 'redeliver', '--dead', '--yes'])).toMatchObject({
      items: [{ id: deliveryId, status: 'pending' }],
      refused: [],
    });
    const unknown = '01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11';
    const some = await cli.run(['deliveries', 'redeliver', unknown, deliveryId]);
    expect(some).toMatchObject({ code: 1, out: expect.stringContaining(`${unknown}: There is no`) });
  });

  it('shows, tests, disables and enables a subscription, owes it what it has missed, and tells who did it', async () => {
    let status = 200;
    const receiver = createServer((request, response) => {
      request.resume().on('end', () => response.writeHead(status).end('heard you\u001b[2J'));
    });
    await once(receiver.listen(0, '127.0.0.1'), 'listening');
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
    try {
      await api.addSeller(desk, 'acme');
      const made = await api.call('POST', '/v1/subscriptions', { key: desk.keys.admin, body: { url } });
      const { id } = made.body;
      expect(await cli.json(['subscriptions', 'list'])).toMatchObject({ items: [{ id, url, enabled: true }] });
      expect(await cli.json(['subscriptions', 'list', '--disabled'])).toMatchObject({ items: [], has_more: false });
      const tested = await cli.run(['subscriptions', 'test', id]);
      expect(tested).toMatchObject({ code: 0, out: expect.stringMatching(/^delivered, HTTP 200, .*\nheard you·/) });
      status = 500;
      expect(await cli.run(['subscriptions', 'test', id])).toMatchObject({
        code: 1,
        out: expect.stringContaining('HTTP 500'),
      });

      expect(await cli.run(['subscriptions', 'disable', id])).toMatchObject({ code: 2 });
      expect(await cli.json(['subscriptions', 'disable', id, '--yes'])).toMatchObject({ id, enabled: false });
      const listed = await cli.run(['subscriptions', 'list', '--disabled']);
      expect(listed.out).toContain(`${id}\twebhook\t${url}\tdisabled\tdisabled by the admin`);
      const operation = (await api.handOver(desk, 'acme')).body.id;
      await api.call('POST', `/v1/operations/${operation}/cancel`, { key: desk.keys.trader });
      expect(await cli.run(['subscriptions', 'recover', id, '--since', '1h'])).toMatchObject({ code: 4 });
      expect(await cli.run(['subscriptions', 'enable', id])).toMatchObject({
        code: 0,
        err: expect.stringContaining(`ado subscriptions recover ${id}`),
      });
      expect(await cli.json(['subscriptions', 'recover', id, '--since', '1h'])).toEqual({ id, owed: 1 });
      expect(await cli.run(['subscriptions', 'recover', id, '--since', '1h'])).toMatchObject({
        code: 0,
        out: '0 notifications due now\n',
      });
      expect(await cli.run(['subscriptions', 'recover', id, '--since', '40d'])).toMatchObject({ code: 2 });
      expect(await cli.json(['subscriptions', 'show', id])).toMatchObject({
        subscription: { id, enabled: true },
        deliveries: [{ subscription_id: id, status: 'pending', event_type: 'operation.canceled' }],
      });
      const shown = await cli.run(['subscriptions', 'show', id], { terminal: true });
      expect(shown).toMatchObject({ code: 0, out: expect.stringContaining(`webhook to ${url}`) });
      expect(shown.out).not.toContain((made.body as { secret: string }).secret);
      expect(await cli.run(['subscriptions', 'show', operation])).toMatchObject({ code: 3 });

      const kinds = await cli.json<{ items: { kind: string }[] }>(['audit', '--target', id]);
      expect(kinds.items.map(({ kind }) => kind)).toEqual([
        'subscription.recovered',
        'subscription.recovered',
        'subscription.changed',
        'subscription.changed',
        'subscription.tested',
        'subscription.tested',
        'subscription.created',
      ]);
      const audit = await cli.run(['audit', '--kind', 'subscription.recovered', '--after', '1h', '-n', '1']);
      expect(audit.out).toMatch(
        /^at\twho\tkind\ttarget\tdetail\n\S+\tthe admin\tsubscription\.recovered\t\S+\t\{.*"owed":0/,
      );
      expect(audit.err).toContain('There are more');
      expect(await cli.run(['audit', '--kind', 'bogus'])).toMatchObject({ code: 2 });
      expect(await cli.json(['audit', '--before', '1h'])).toMatchObject({ items: [] });
      expect(await cli.run(['audit'], { env: { ADO_KEY: desk.keys.viewer } })).toMatchObject({ code: 4 });
    } finally {
      receiver.closeAllConnections();
      receiver.close();
    }
  });

  it('keeps profiles for their owner alone, tries a key before it keeps it, and sends it to its own address alone', async () => {
    const bare = new CliUnderTest({});
    const path = join(bare.home, '.config/ado/config.yaml');
    const add = ['profiles', 'add', 'here', '--url', api.url];
    expect(await bare.run(add, { input: 'x'.repeat(40) })).toMatchObject({ code: 4 });
    expect(await bare.run(add, { input: `${desk.keys.viewer}\n` })).toMatchObject({ code: 0 });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(await bare.run(['attention'])).toMatchObject({ code: 0 });
    const listed = await bare.run(['profiles', 'list']);
    expect(listed.out).toContain(`here\t${api.url}\tkept here\tyes`);
    expect(listed.out).not.toContain(desk.keys.viewer);
    const elsewhere = await bare.run(['attention', '--url', 'http://127.0.0.1:9']);
    expect(elsewhere).toMatchObject({ code: 2, err: expect.stringContaining('no API key') });

    chmodSync(path, 0o644);
    expect(await bare.run(['attention'])).toMatchObject({ code: 2, err: expect.stringContaining(`chmod 600 ${path}`) });
    const keyFile = join(bare.home, 'key');
    writeFileSync(keyFile, `${desk.keys.trader}\n`);
    chmodSync(path, 0o600);
    const reference = ['profiles', 'add', 'file', '--url', api.url, '--key-file', keyFile, '--by-reference'];
    expect(await bare.run(reference)).toMatchObject({ code: 0 });
    expect(readFileSync(path, 'utf8')).not.toContain(desk.keys.trader);
    expect(await bare.run(['attention', '--profile', 'file'])).toMatchObject({ code: 0 });
    expect(await bare.run(['attention', '--profile', 'other'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('here, file'),
    });
    expect(await bare.run(['profiles', 'remove', 'here'])).toMatchObject({ code: 0 });
    expect(await bare.run(['attention'])).toMatchObject({ code: 2 });
    expect(await bare.run(['profiles', 'use', 'file'])).toMatchObject({ code: 0 });
    expect(await bare.run(['attention'])).toMatchObject({ code: 0 });
    writeFileSync(path, 'profiles: {a: {url: ftp://x}}');
    expect(await bare.run(['attention'])).toMatchObject({ code: 2, err: expect.stringContaining('profiles.a.url') });
    bare.remove();
  });
});
