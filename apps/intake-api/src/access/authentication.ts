import type { FastifyInstance } from 'fastify';
import { asTenant } from '@adcp-orchestrator/platform';
import type { Authenticator } from './authenticator';
import type { RequestLimits } from './request-limits';

const KEYED_ROUTES = '/v1/';
/** To sign in, a key or a link's token comes in the body, and whether somebody is signed in anybody may ask. */
const OPEN_METHODS: Readonly<Record<string, readonly string[]>> = {
  '/v1/session': ['POST', 'GET', 'HEAD'],
  '/v1/session/link': ['POST'],
};

/**
 * Looks at the API key before the body is read, so that the body of a stranger is neither kept nor parsed. Then counts
 * the request against the limits of the key and its tenant. The guard decides what the key may do. This goes by the route and not by the path, because a path can be written in several
 * ways.
 */
export function registerAuthentication(
  server: FastifyInstance,
  authenticator: Authenticator,
  limits: RequestLimits,
): void {
  server.addHook('onRequest', async (request, reply) => {
    const { url } = request.routeOptions;
    if (url?.startsWith(KEYED_ROUTES) !== true || OPEN_METHODS[url]?.includes(request.method) === true) return;
    request.principal = await authenticator.identify(request);
    await limits.take(request.principal, reply);
  });
  // From here on the request sees its own tenant's rows, and one without a key sees nobody's. It stands after the body was
  // read: what comes from the socket runs outside of it.
  server.addHook('preHandler', (request, _reply, done) => {
    if (request.principal === null) done();
    else asTenant(request.principal.tenantId, done);
  });
}
