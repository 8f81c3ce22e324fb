import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';

/** Probes are not worth a line. */
const unlogged = new Set(['/healthz', '/readyz']);

/**
 * One line for each request that was answered. It holds no header, because headers hold credentials; no query, because
 * that may be what a person searched for; and for a seller's webhooks the route instead of the path, which is their own.
 */
export function registerAccessLog(server: FastifyInstance, logger: Logger): void {
  // Nothing in such a line needs to be looked for secrets, and looking costs as much as writing it.
  const lines = logger.child({}, { redact: [] });
  server.addHook('onResponse', (request, reply, done) => {
    const [path = ''] = request.url.split('?', 1);
    if (!unlogged.has(path)) {
      const line = {
        request: request.id,
        method: request.method,
        path: loggable(path, request.routeOptions.url),
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
      };
      if (reply.statusCode >= 500) lines.error(line, 'request failed');
      else lines.info(line, 'request');
    }
    done();
  });
}

/** By both: a path may be written in several ways, and one without a route may be meant for another. */
function loggable(path: string, route = ''): string {
  return [path, route].some((one) => one.includes('/webhooks/')) ? route || '/webhooks/' : path;
}
