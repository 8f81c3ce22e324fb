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

  it("never has the path of a seller's webhooks, however it is written", async () => {
    const lines = await linesOf(
      `/webhooks/adcp/${TOKEN}`,
      `/%77ebhooks/adcp/${TOKEN}?again=${TOKEN}`,
      `//webhooks/adcp/${TOKEN}`,
      `/behind-a-proxy/webhooks/adcp/${TOKEN}`,
      `/webhooks/unknown/${TOKEN}`,
    );
    expect(lines.map(({ path, status }) => [path, status])).toEqual([
      ['/webhooks/adcp/:token', 200],
      ['/webhooks/adcp/:token', 200],
      ['/webhooks/', 404],
      ['/webhooks/', 404],
      ['/webhooks/', 404],
    ]);
    expect(JSON.stringify(lines)).not.toContain(TOKEN);
  });
});
