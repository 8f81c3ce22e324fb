import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';

/** Probes are not worth a line. */
const unlogged = new Set(['/healthz', '/readyz']);
/** A part of a route that is the same in every address, such as `operations`. */
const WORD = /^[a-z0-9._-]+$/i;
/** The ids that this API gives out, and those that desks give their sellers. */
const ID = /^[a-z0-9][a-z0-9-]{0,63}$/;
const MAX_PARTS = 12;
/** Stands for what is left out. */
const OMITTED = '*';

/**
 * One line for each request that was answered. It holds no header, because headers hold credentials; no query, because
 * that may be what a person searched for; and of the path what cannot be the secret of a seller's webhook URL, however that
 * is written. To be called before the first route is registered: their words are learned from them.
 */
export function registerAccessLog(server: FastifyInstance, logger: Logger): void {
  // Nothing in such a line needs to be looked for secrets, and looking costs as much as writing it.
  const lines = logger.child({}, { redact: [] });
  const words = new Set<string>();
  server.addHook('onRoute', ({ url }) => {
    for (const part of url.split('/')) if (WORD.test(part)) words.add(part);
  });
  server.addHook('onResponse', (request, reply, done) => {
    const [path = ''] = request.url.split('?', 1);
    if (!unlogged.has(path)) {
      const line = {
        request: request.id,
        method: request.method,
        path: loggable(path, request.routeOptions.url ?? '', words),
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
      };
      if (reply.statusCode >= 500) lines.error(line, 'request failed');
      else lines.info(line, 'request');
    }
    done();
  });
}

/**
 * A seller's webhook is logged as its route. Elsewhere the parts are shown that are words of our routes, and under a route
 * that has parameters what looks like an id. An address that no route has may be a webhook URL that was mistyped, and any of
 * its other parts the secret.
 */
function loggable(path: string, route: string, words: ReadonlySet<string>): string {
  if (route.startsWith('/webhooks/')) return route;
  const isOfRoute = route !== '' && !route.includes('*');
  const parts = path
    .split('/')
    .map((part) => (part === '' || words.has(part) || (isOfRoute && ID.test(part)) ? part : OMITTED));
  return parts.length <= MAX_PARTS ? parts.join('/') : [...parts.slice(0, MAX_PARTS), '…'].join('/');
}
