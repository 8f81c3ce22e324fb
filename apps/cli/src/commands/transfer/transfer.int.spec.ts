import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiUnderTest, type TestTenant } from '../../../../intake-api/testing/api-under-test';
import { CliUnderTest, runProcess } from '../../../testing/cli-under-test';

interface Planned {
  applied: boolean;
  changes: {
    action: string;
    kind: string;
    name: string;
    differences: { field: string }[];
    done?: boolean;
    error?: string | null;
    secret?: string | null;
  }[];
  unchanged: number;
  only_there: { kind: string; name: string }[];
}

const secrets = {
  ADO_SELLER_ACME_TOKEN: 'token-of-acme',
  ADO_SELLER_ACME_WEBHOOK_SECRET: 'webhook-secret-of-acme-0123456789abcdef',
  ADO_SLACK_URL_2: 'https://hooks.slack.com/services/T0/B0/slack-secret',
};

describe('ado export and ado import', () => {
  let api: ApiUnderTest;
  let desk: TestTenant;
  let cli: CliUnderTest;
  let path: string;

  beforeAll(async () => {
    api = await ApiUnderTest.start({ PUBLIC_URL: 'https://orchestrator.example' });
  });
  afterAll(() => api.stop());
  beforeEach(async () => {
    desk = await api.newTenant();
    cli = new CliUnderTest({ ADO_URL: api.url, ADO_KEY: desk.keys.admin });
    path = join(cli.home, 'settings.yaml');
  });
  afterEach(() => {
    cli.remove();
  });

  const subscribe = async (body: object) => {
    const answer = await api.call('POST', '/v1/subscriptions', { key: desk.keys.admin, body });
    if (answer.status !== 201) throw new Error(answer.text);
    return answer.body;
  };
  const audited = async (): Promise<number> =>
    (await api.database.pool.query('SELECT 1 FROM audit WHERE tenant_id = $1', [desk.id])).rowCount ?? 0;
  const imported = (args: string[] = [], env: Record<string, string> = {}) =>
    cli.json<Planned>(['import', path, ...args], { env });

  async function furnish(): Promise<void> {
    await api.addSeller(desk, 'acme', {
      name: 'Acme: TV & "more"',
      auth: { scheme: 'header', token: secrets.ADO_SELLER_ACME_TOKEN },
      webhooks: { mode: 'hmac', secret: secrets.ADO_SELLER_ACME_WEBHOOK_SECRET },
      limits: { max_concurrency: 4, requests_per_second: 2 },
      deadlines: { create_media_buy: 'PT36H' },
      contact: { name: 'Kim', note: 'two\nlines' },
      paused: true,
    });
    await api.addSeller(desk, 'nova', {
      dialect: 'adcp-v3',
      webhooks: { mode: 'rfc9421', jwks_uri: 'http://127.0.0.1:1/jwks' },
    });
    await subscribe({
      url: 'http://127.0.0.1:1/hook',
      events: ['operation.created', 'operation.attention'],
      seller_id: 'acme',
    });
    await subscribe({ channel: 'slack', url: secrets.ADO_SLACK_URL_2, digest: { every: 'daily' } });
    const { id } = await subscribe({
      url: 'http://127.0.0.1:1/hook',
      quiet_hours: { time_zone: 'Europe/Berlin', from: '22:00', to: '06:00' },
    });
    await api.call('PATCH', `/v1/subscriptions/${id}`, { key: desk.keys.admin, body: { enabled: false } });
  }

  it('writes no secret, and what it wrote changes nothing', async () => {
    await furnish();
    expect(await cli.json(['export', '--out', path], { env: { ADO_KEY: desk.keys.viewer } })).toMatchObject({
      sellers: 2,
      subscriptions: 3,
    });
    const text = readFileSync(path, 'utf8');
    for (const secret of Object.values(secrets)) expect(text).not.toContain(secret);
    for (const name of Object.keys(secrets)) expect(text).toContain(`\${env:${name}}`);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(await cli.run(['export', '--out', path])).toMatchObject({ code: 2 });
    const before = await audited();
    expect(await imported(['--apply'])).toEqual({ applied: true, changes: [], unchanged: 5, only_there: [] });
    expect(await audited()).toBe(before);
  });

  it('makes another tenant the same, once', async () => {
    await furnish();
    await cli.run(['export', '--out', path]);
    desk = await api.newTenant();
    const other = { ADO_KEY: desk.keys.admin, ...secrets };
    const dry = await imported([], other);
    expect(dry).toMatchObject({ applied: false, unchanged: 0 });
    expect(dry.changes.map(({ action, kind }) => [action, kind])).toEqual([
      ['add', 'seller'],
      ['add', 'seller'],
      ...Array<[string, string]>(3).fill(['add', 'subscription']),
    ]);
    expect(await cli.json(['sellers', 'list'], { env: other })).toMatchObject({ items: [] });
    const done = await imported(['--apply'], other);
    expect(done.changes.map(({ done: isDone }) => isDone)).toEqual([true, true, true, true, true]);
    expect(done.changes.map(({ secret }) => secret?.slice(0, 6) ?? null)).toEqual([
      null,
      null,
      'whsec_',
      null,
      'whsec_',
    ]);
    expect(JSON.stringify(done)).not.toMatch(new RegExp(Object.values(secrets).join('|')));
    // Without the secrets: nobody needs them where nothing differs.
    expect(await imported(['--apply'], { ADO_KEY: desk.keys.admin })).toMatchObject({ changes: [], unchanged: 5 });
    const again = join(cli.home, 'again.yaml');
    await cli.run(['export', '--out', again], { env: other });
    expect(readFileSync(again, 'utf8')).toBe(readFileSync(path, 'utf8'));
  });

  it('shows a person what differs, changes that alone, and deletes nothing', async () => {
    await furnish();
    await api.addSeller(desk, 'other');
    await cli.run(['export', '--out', path]);
    const edited = readFileSync(path, 'utf8')
      .replace('max_concurrency: 4', 'max_concurrency: 8')
      .replace('scheme: header', 'scheme: bearer')
      .replace(/ +header: x-adcp-auth\n/, '')
      .replace('enabled: false', 'enabled: true')
      .replace(/ {2}- id: other[\s\S]*?(?=subscriptions:)/, '');
    writeFileSync(path, edited);
    const missing = await cli.run(['import', path, '--apply'], { terminal: true, env: { TERM: 'dumb' } });
    expect(missing).toMatchObject({ code: 2, err: expect.stringContaining('lacks ADO_SELLER_ACME_TOKEN') });
    expect(missing.out).toBe(`~ seller acme
    auth.scheme: header -> bearer
    auth.header: x-adcp-auth -> nothing
    limits.max_concurrency: 4 -> 8
    auth.token: set -> \${env:ADO_SELLER_ACME_TOKEN}
~ subscription webhook http://127.0.0.1:1/hook
    enabled: false -> true
  seller other is not in the file: it stays
`);
    expect(await cli.json(['sellers', 'show', 'acme'])).toMatchObject({ seller: { limits: { max_concurrency: 4 } } });
    expect(await cli.run(['import', path, '--apply'], { env: secrets })).toMatchObject({
      code: 0,
      err: expect.stringContaining('2 changes made'),
    });
    expect(await cli.json(['sellers', 'show', 'acme'])).toMatchObject({
      seller: {
        limits: { max_concurrency: 8, requests_per_second: 2 },
        auth: { scheme: 'bearer' },
        webhooks: { has_secret: true },
        paused: true,
      },
    });
    expect(await cli.run(['sellers', 'show', 'other'])).toMatchObject({ code: 0 });
    const withSecrets = await imported(['--secrets'], secrets);
    expect(withSecrets.changes.flatMap(({ differences }) => differences.map(({ field }) => field))).toEqual([
      'auth.token',
      'webhooks.secret',
      'url',
    ]);
  });

  it('says of each change whether it was made, goes on, and does the rest when it is run again', async () => {
    const subscription = (seller: string) =>
      `  - {channel: webhook, url: "http://127.0.0.1:1/${seller}", seller_id: ${seller}}`;
    const file = (deadline: string) =>
      [
        'version: 1',
        'sellers:',
        `  - {id: acme, name: Acme, dialect: hitl-v1, agent_url: "http://127.0.0.1:1/mcp", deadlines: {create_media_buy: ${deadline}}}`,
        '  - {id: nova, name: Nova, dialect: hitl-v1, agent_url: "http://127.0.0.1:1/mcp"}',
        'subscriptions:',
        subscription('acme'),
        subscription('nova'),
      ].join('\n');
    writeFileSync(path, file('P400D'));
    const partly = await cli.run(['import', path, '--apply', '--json']);
    expect(partly.code).toBe(1);
    expect(
      (JSON.parse(partly.out) as Planned).changes.map(({ name, done, error }) => [name.split('/').pop(), done, error]),
    ).toEqual([
      ['acme', false, expect.stringContaining('P90D')],
      ['nova', true, null],
      ['acme', false, expect.stringContaining('seller_id')],
      ['nova', true, null],
    ]);
    writeFileSync(path, file('P4D'));
    const rest = await cli.run(['import', path, '--apply']);
    expect(rest).toMatchObject({ code: 0, err: expect.stringContaining('2 changes made') });
    writeFileSync(path, file('P4D').replace('hitl-v1', 'adcp-v3'));
    expect(await cli.run(['import', path, '--apply'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('dialect never changes'),
    });
  });

  it('refuses files that are too large or wrong, and a key that may not, as a process of its own too', async () => {
    writeFileSync(path, 'x'.repeat(1_048_577));
    expect(await cli.run(['import', path])).toMatchObject({ code: 2, err: expect.stringContaining('1 MiB') });
    expect(await cli.run(['import', `${path}.none`])).toMatchObject({ code: 2 });
    const input =
      'version: 1\nsellers:\n  - {id: acme, name: Acme, dialect: hitl-v1, agent_url: "http://127.0.0.1:1/mcp"}\n';
    const env = { ADO_URL: api.url, ADO_KEY: desk.keys.viewer };
    const viewer = await runProcess(['import', '-', '--apply'], env, input);
    expect(viewer).toMatchObject({ code: 1, err: expect.stringContaining('failed: seller acme') });
    const wrong = await runProcess(['import', '-'], env, `${input}    colour: red\n`);
    expect(wrong).toMatchObject({ code: 2, out: '' });
    expect((await runProcess(['export'], { ...env, ADO_URL: 'http://127.0.0.1:5' })).code).toBe(5);
  });
});
