import type { FastifyInstance, FastifyReply } from 'fastify';
import { Counter, Histogram, type Registry } from 'prom-client';
import { MetricName } from '@adcp-orchestrator/platform';

const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
/** What no route serves. Its paths may be anything, also a mistyped webhook URL with its token. */
const UNMATCHED = 'unmatched';
const STREAM = 'text/event-stream';

/**
 * Counts requests by method, route and status, and measures how long their answers took. A route is named by its
 * template. Streams are counted when they end, and not measured: how long one lasts is up to its reader.
 */
export function registerRequestMetrics(server: FastifyInstance, registry: Registry): void {
  const registers = [registry];
  const requests = new Counter({
    name: MetricName.httpRequests,
    help: 'Requests that were answered, by method, route and status; what no route serves is the route "unmatched"',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const seconds = new Histogram({
    name: MetricName.httpRequestSeconds,
    help: 'How long answers took, by method and route, in seconds; without streams of events',
    labelNames: ['method', 'route'],
    buckets: BUCKETS,
    registers,
  });
  server.addHook('onResponse', (request, reply, done) => {
    const labels = { method: request.method, route: request.routeOptions.url ?? UNMATCHED };
    requests.inc({ ...labels, status: String(reply.statusCode) });
    if (!isStream(reply)) seconds.observe(labels, reply.elapsedTime / 1000);
    done();
  });
}

function isStream(reply: FastifyReply): boolean {
  return String(reply.getHeader('content-type') ?? '').startsWith(STREAM);
}
