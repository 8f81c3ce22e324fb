import type { FastifyInstance } from 'fastify';
import helmet from 'helmet';

/**
 * Headers for every answer. The only pages are the documentation and the queue board. Their scripts are files of ours,
 * and both set styles inline. Nothing is loaded from elsewhere and nothing may frame them.
 */
const setSecurityHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      manifestSrc: ["'self'"],
      baseUri: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  },
  frameguard: { action: 'deny' },
  crossOriginEmbedderPolicy: false,
});

export function registerSecurityHeaders(server: FastifyInstance): void {
  server.addHook('onRequest', (request, reply, done) => {
    setSecurityHeaders(request.raw, reply.raw, (problem) => {
      if (problem instanceof Error) done(problem);
      else done();
    });
  });
}
