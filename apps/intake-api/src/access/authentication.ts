import type { FastifyInstance } from 'fastify';
import type { Authenticator } from './authenticator';

const KEYED_ROUTES = '/v1/';

/**
 * Looks at the API key before the body is read: a stranger's is neither kept nor parsed. What the key may do is the
 * guard's question. By the route and not the path, which can be written in several ways.
 */
export function registerAuthentication(server: FastifyInstance, authenticator: Authenticator): void {
  server.addHook('onRequest', async (request) => {
    if (request.routeOptions.url?.startsWith(KEYED_ROUTES) !== true) return;
    request.principal = await authenticator.identify(request.headers.authorization);
  });
}
