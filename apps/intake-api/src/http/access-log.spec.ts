import Fastify from 'fastify';
import type { Principal } from '@adcp-orchestrator/access';
import { createLogger } from '@adcp-orchestrator/platform';
import { registerAccessLog } from './access-log';
import { clientAddressBehind } from './client-address';

const TOKEN = 'a-token-of-a-seller';

type Asked = { headers?: Record<string, string>; remoteAddress?: string; by?: Principal['actor'] };

async function linesOf(...urls: string[]): Promise<Record<string, unknown>[]> {
  return linesOfRequests(...urls.map((url) => ({ url })));
}

async function linesOfRequests(...requests: (Asked & { url: string })[]): Promise<Record<string, unknown>[]> {
  const lines: string[] = [];
  const logger = createLogger('test', 'info', { write: (line: string) => lines.push(line) });
  const server = Fastify();
  let asks: Asked['by'];
  server.decorateRequest('principal', null);
  registerAccessLog(server, logger, clientAddressBehind(['10.0.0.0/8']));
  server.addHook('onRequest', (request, _reply, done) => {
    if (asks !== undefined) request.principal = { tenantId: 't1', actor: asks } as Principal;
    done();
  });
  server.get('/webhooks/adcp/:token', () => ({}));
  server.get('/v1/operations/:id', () => ({}));
  server.get('/healthz', () => ({}));
  for (const { by, ...request } of requests) {
    asks = by;
    await server.inject({ method: 'GET', ...request });
  }
  await server.close();
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('the access log', () => {
  it('has the path without the query, and no line for probes', async () => {
    const lines = await linesOf('/v1/operations/op-1?search=nike', '/healthz', '/healthz?full');
    expect(lines).toMatchObject([{ method: 'GET', path: '/v1/operations/op-1', status: 200 }]);
    expect(JSON.stringify(lines)).not.toContain('nike');
  });

  it('says who asked: the tenant, the key or the person, and the client that a trusted proxy names', async () => {
    const url = '/v1/operations/op-1';
    const lines = await linesOfRequests(
      { url, by: { kind: 'api_key', id: 'k1', name: 'desk' }, remoteAddress: '198.51.100.7' },
      {
        url,
        by: { kind: 'user', id: 'u1', name: 'Ann' },
        remoteAddress: '10.1.2.3',
        headers: { 'x-forwarded-for': '203.0.113.9' },
      },
      { url, remoteAddress: '198.51.100.7', headers: { 'x-forwarded-for': '203.0.113.9' } },
    );
    expect(lines).toMatchObject([
      { level: 'info', request: expect.any(String) as string, tenant: 't1', key: 'k1', client: '198.51.100.7' },
      { tenant: 't1', person: 'u1', client: '203.0.113.9' },
      { client: '198.51.100.7' },
    ]);
    expect(lines[0]).not.toHaveProperty('person');
    expect(lines[1]).not.toHaveProperty('key');
    expect(lines[2]).not.toHaveProperty('tenant');
  });

  it("has a seller's webhook as its route, however the path is written", async () => {
    const lines = await linesOf(`/webhooks/adcp/${TOKEN}`, `/%77ebhooks/adcp/${TOKEN}?again=${TOKEN}`);
    expect(lines).toMatchObject([
      { path: '/webhooks/adcp/:token', status: 200 },
      { path: '/webhooks/adcp/:token', status: 200 },
    ]);
    expect(JSON.stringify(lines)).not.toContain(TOKEN);
  });

  it.each([
    [`//webhooks/adcp/${TOKEN}`, '//webhooks/adcp/*'],
    [`/webhooks//adcp//${TOKEN}`, '/webhooks//adcp//*'],
    [`/behind-a-proxy/webhooks/adcp/${TOKEN}`, '/*/webhooks/adcp/*'],
    [`/webhooks/unknown/${TOKEN}`, '/webhooks/*/*'],
    [`/webhooks/adcp/${TOKEN}/`, '/webhooks/adcp/*/'],
    [`/webhooks/adcp/${TOKEN}/more`, '/webhooks/adcp/*/*'],
    [`/webhooks%2Fadcp%2F${TOKEN}`, '/*'],
    [`/webhooks%252fadcp%252f${TOKEN}`, '/*'],
    [`/Webhooks/adcp/${TOKEN}`, '/*/adcp/*'],
    [`/WEBHOOKS/ADCP/${TOKEN}`, '/*/*/*'],
    [`/webhooks;v=1/adcp/${TOKEN}`, '/*/adcp/*'],
    [`/webhooks/%61dcp/x%2F${TOKEN}?token=${TOKEN}`, '/webhooks/adcp/:token'],
    [`/webhooks/adcp/${TOKEN.toUpperCase()}/`, '/webhooks/adcp/*/'],
    [`/v1/operations/${TOKEN.toUpperCase()}%00`, '/v1/operations/*'],
    [`/hooks/${TOKEN}`, '/*/*'],
    [`/${TOKEN}`, '/*'],
    [`/v1/${TOKEN}?u=/webhooks/adcp/${TOKEN}`, '/v1/*'],
    [`/v1/operations/webhooks%2Fadcp%2F${TOKEN}`, '/v1/operations/*'],
  ])('never has the token of %s', async (url, path) => {
    const lines = await linesOf(url);
    expect(lines.map((line) => line.path)).toEqual([path]);
    expect(JSON.stringify(lines).toLowerCase()).not.toContain(TOKEN);
  });

  it('ends, however many parts a path has', async () => {
    const [line] = await linesOf('/v1'.repeat(200));
    expect(line?.path).toBe(`${'/v1'.repeat(11)}/…`);
  });
});
