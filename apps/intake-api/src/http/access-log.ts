import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { ActorKind } from '@adcp-orchestrator/ledger';
import type { AddressOf } from './client-address';
import { traceIdOf } from './request-leg';

/** Probes are not worth a line. */
const unlogged = new Set(['/healthz', '/readyz']);
/** A part of a route that is the same in every address, such as `operations`. */
const WORD = /^[a-z0-9._-]+$/i;
/** The ids that this API gives out, and those that desks give their sellers. */
const ID = /^[a-z0-9][a-z0-9-]{0,63}$/;
const MAX_PARTS = 12;
/** Stands in for what is left out. */
const OMITTED = '*';

/**
 * Writes one line for each request that was answered: who asked, from where, and what. Whoever asked with a key is
 * named by the key's id, whoever signed in by theirs. It leaves out headers, which hold credentials, and the query,
 * which may be what a person searched for. Of the path it shows only what cannot be the secret of a seller's webhook
 * URL. Call it before the first route is registered, because it learns the words of the routes from them.
 */
export function registerAccessLog(server: FastifyInstance, logger: Logger, addressOf: AddressOf): void {
  // These lines hold nothing that must be blanked, and searching them would cost as much as writing them.
  const lines = logger.child({}, { redact: [] });
  const words = new Set<string>();
  server.addHook('onRoute', ({ url }) => {
    for (const part of url.split('/')) if (WORD.test(part)) words.add(part);
  });
  server.addHook('onResponse', (request, reply, done) => {
    const [path = ''] = request.url.split('?', 1);
    if (!unlogged.has(path)) {
      const trace = traceIdOf(request);
      const line = {
        request: request.id,
        method: request.method,
        path: loggable(path, request.routeOptions.url ?? '', words),
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        client: addressOf(request),
        ...whoseOf(request),
        ...(trace === undefined ? {} : { trace_id: trace }),
      };
      if (reply.statusCode >= 500) lines.error(line, 'request failed');
      else lines.info(line, 'request');
    }
    done();
  });
}

/** Nothing for a request without a key: a seller's webhook, a page, and what was refused. */
function whoseOf({ principal }: FastifyRequest): Record<string, string> {
  if (principal === null) return {};
  const { tenantId, actor } = principal;
  return { tenant: tenantId, [actor.kind === ActorKind.apiKey ? 'key' : 'person']: actor.id };
}

/**
 * A seller's webhook is logged as its route. Elsewhere only those parts are shown that are words of our routes and,
 * under a route with parameters, what looks like an id. An address without a route may be a mistyped webhook URL, and
 * any of its other parts the secret.
 */
function loggable(path: string, route: string, words: ReadonlySet<string>): string {
  if (route.startsWith('/webhooks/')) return route;
  const isOfRoute = route !== '' && !route.includes('*');
  const parts = path
    .split('/')
    .map((part) => (part === '' || words.has(part) || (isOfRoute && ID.test(part)) ? part : OMITTED));
  return parts.length <= MAX_PARTS ? parts.join('/') : [...parts.slice(0, MAX_PARTS), '…'].join('/');
}
