import Fastify from 'fastify';
import { pino } from 'pino';
import { registerAccessLog } from './access-log';

const TOKEN = 'a-token-of-a-seller';

async function linesOf(...urls: string[]): Promise<Record<string, unknown>[]> {
  const lines: string[] = [];
  const logger = pino({ base: null }, { write: (line: string) => lines.push(line) });
  const server = Fastify();
  registerAccessLog(server, logger);
  server.get('/webhooks/adcp/:token', () => ({}));
  server.get('/v1/operations/:id', () => ({}));
  server.get('/healthz', () => ({}));
  for (const url of urls) await server.inject({ method: 'GET', url });
  await server.close();
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('the access log', () => {
  it('has the path without the query, and no line for probes', async () => {
    const lines = await linesOf('/v1/operations/op-1?search=nike', '/healthz', '/healthz?full');
    expect(lines).toMatchObject([{ method: 'GET', path: '/v1/operations/op-1', status: 200 }]);
    expect(JSON.stringify(lines)).not.toContain('nike');
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
    [`/hooks/${TOKEN}`, '/*/*'],
    [`/${TOKEN}`, '/*'],
    [`/v1/${TOKEN}?u=/webhooks/adcp/${TOKEN}`, '/v1/*'],
    [`/v1/operations/webhooks%2Fadcp%2F${TOKEN}`, '/v1/operations/*'],
  ])('never has the token of %s', async (url, path) => {
    const lines = await linesOf(url);
    expect(lines.map((line) => line.path)).toEqual([path]);
    expect(JSON.stringify(lines)).not.toContain(TOKEN);
  });

  it('ends, however many parts a path has', async () => {
    const [line] = await linesOf('/v1'.repeat(200));
    expect(line?.path).toBe(`${'/v1'.repeat(11)}/…`);
  });
});
