import Fastify from 'fastify';
import { Registry } from 'prom-client';
import { registerRequestMetrics } from './request-metrics';

const TOKEN = 'a-token-of-a-seller';

async function metricsAfter(...urls: string[]): Promise<string[]> {
  const registry = new Registry();
  const server = Fastify();
  registerRequestMetrics(server, registry);
  server.get('/webhooks/adcp/:token', () => ({}));
  server.get('/v1/operations/:id', (_request, reply) => reply.code(404).send({}));
  server.get('/v1/events', (_request, reply) =>
    reply.header('content-type', 'text/event-stream; charset=utf-8').send(''),
  );
  for (const url of urls) await server.inject({ method: 'GET', url });
  await server.close();
  return (await registry.metrics()).split('\n').filter((line) => !line.startsWith('#'));
}

describe('the metrics of requests', () => {
  it('name a route by its template, and all that no route serves by one word', async () => {
    const lines = await metricsAfter(
      `/webhooks/adcp/${TOKEN}`,
      '/v1/operations/op-1',
      '/v1/operations/op-2',
      `//webhooks/adcp/${TOKEN}`,
      `/${TOKEN}`,
    );
    expect(lines.filter((line) => line.startsWith('adcp_orchestrator_http_requests_total'))).toEqual([
      'adcp_orchestrator_http_requests_total{method="GET",route="/webhooks/adcp/:token",status="200"} 1',
      'adcp_orchestrator_http_requests_total{method="GET",route="/v1/operations/:id",status="404"} 2',
      'adcp_orchestrator_http_requests_total{method="GET",route="unmatched",status="404"} 2',
    ]);
    expect(lines).toContain('adcp_orchestrator_http_request_seconds_count{method="GET",route="/v1/operations/:id"} 2');
    expect(lines.join('\n')).not.toContain(TOKEN);
  });

  it('count a stream when it has ended, and do not measure it', async () => {
    const lines = await metricsAfter('/v1/events');
    expect(lines).toContain('adcp_orchestrator_http_requests_total{method="GET",route="/v1/events",status="200"} 1');
    expect(lines.join('\n')).not.toContain('http_request_seconds_count');
  });
});
