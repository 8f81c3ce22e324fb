import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Answer, ApiUnderTest } from '../../testing/api-under-test';

const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const script = 'console.log("hello");'.repeat(100);

describe('the console that the API serves', () => {
  let api: ApiUnderTest;
  let directory: string;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'console-'));
    mkdirSync(join(directory, 'assets'));
    writeFileSync(
      join(directory, 'index.html'),
      '<meta property="csp-nonce" nonce="__STYLE_NONCE__"><p>the console</p>',
    );
    writeFileSync(join(directory, 'assets/main-abc.js'), script);
    writeFileSync(join(directory, 'assets/main-abc.js.gz'), gzipSync(script));
    writeFileSync(join(directory, 'secret.txt'), 'not served');
    api = await ApiUnderTest.start({}, { consoleDirectory: directory });
  });
  afterAll(async () => {
    await api.stop();
    rmSync(directory, { recursive: true });
  });

  const get = (path: string, headers: Record<string, string> = {}): Promise<Answer> =>
    api.call('GET', path, { key: null, headers });

  it.each([
    '/',
    '/operations',
    '/operations/01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11?x=1',
    '/media-buys/a/b%2Fc',
    '/attention',
  ])('answers its page at %s, whoever asks, and nobody keeps it', async (path) => {
    for (const headers of [{}, BROWSER]) {
      const answer = await get(path, headers);
      expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([
        200,
        'text/html; charset=utf-8',
        'no-cache',
      ]);
      expect(answer.text).toContain('<p>the console</p>');
    }
  });

  it('has a policy that lets in files of ours alone, and styles with the nonce of this answer', async () => {
    const [first, second] = [await get('/'), await get('/')];
    const policy = first.headers.get('content-security-policy') ?? '';
    expect(policy).not.toMatch(/unsafe|https?:/);
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self' 'nonce-");
    expect(policy).toContain("frame-ancestors 'none'");
    const [, nonce = ''] = /'nonce-([^']+)'/.exec(policy) ?? [];
    expect(first.text).toContain(`nonce="${nonce}"`);
    expect(second.text).not.toContain(nonce);
  });

  it('lets browsers keep its files for ever, and sends them compressed', async () => {
    const plain = await get('/assets/main-abc.js', { 'accept-encoding': 'identity' });
    expect([plain.status, plain.headers.get('cache-control'), plain.text]).toEqual([
      200,
      'public, max-age=31536000, immutable',
      script,
    ]);
    const packed = await fetch(`${api.url}/assets/main-abc.js`, { headers: { 'accept-encoding': 'gzip' } });
    expect(packed.headers.get('content-encoding')).toBe('gzip');
    expect(await packed.text()).toBe(script);
  });

  it.each([
    '/v1/nothing',
    '/v1',
    '/docs/nothing.js',
    '/admin/nothing',
    '/auth/nothing',
    '/webhooks/nothing',
    '/assets/nothing.js',
    '/assets/..%2fsecret.txt',
    '/assets/%2e%2e%2fsecret.txt',
    '/%6fperations',
  ])('leaves %s a problem, also for a browser', async (path) => {
    const answer = await get(path, BROWSER);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.text).not.toContain('not served');
  });

  it('shows its page with 404 to a browser at an address that is nobody’s, and a problem to a program', async () => {
    const [person, program] = [await get('/nothing', BROWSER), await get('/nothing')];
    expect([person.status, person.text.includes('the console')]).toEqual([404, true]);
    expect([program.status, program.body.type]).toEqual([404, 'urn:adcp-orchestrator:problem:route-not-found']);
  });

  it('leaves other methods and the probes as they are', async () => {
    expect((await api.call('POST', '/operations', { key: null, body: {} })).status).toBe(404);
    expect((await api.call('DELETE', '/v1/operations', { key: null })).headers.get('allow')).toBe('GET, HEAD, POST');
    expect((await get('/healthz')).headers.get('content-type')).toMatch(/^application\/json/);
    expect((await api.call('HEAD', '/operations', { key: null })).status).toBe(200);
  });

  it('says what to do when it was not built', async () => {
    const without = await ApiUnderTest.start({}, { consoleDirectory: join(directory, 'nowhere') });
    try {
      const answer = await without.call('GET', '/', { key: null });
      expect([answer.status, answer.body.detail]).toEqual([404, expect.stringContaining('npm run build')]);
    } finally {
      await without.stop();
    }
  });
});
