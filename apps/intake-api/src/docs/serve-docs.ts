import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DiscoveryService } from '@nestjs/core';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { Type } from '@nestjs/common';
import type { JsonObject } from '@adcp-orchestrator/domain';
import { RequestProblemError } from '../problems/problem';
import { sendProblem } from '../problems/problem-filter';
import { buildDocument } from './build-document';
import { describeRoutes } from './describe-routes';

/** The page and what it loads. Its package has more files, which are not served. */
const PATHS = new Set(
  [
    '',
    'index.html',
    'swagger-ui.css',
    'swagger-ui-bundle.js',
    'swagger-ui-init.js',
    'swagger-ui-standalone-preset.js',
    'favicon-16x16.png',
    'favicon-32x32.png',
  ].map((name) => `/docs/${name}`),
);

/**
 * Serves `/openapi.json` and the pages at `/docs`, from files on this machine.
 * @param publicUrl the address by which clients reach the API; null when none was given
 */
export function serveDocs(app: NestFastifyApplication, publicUrl: string | null): void {
  const controllers = app
    .get(DiscoveryService)
    .getControllers()
    .flatMap(({ metatype }) => (metatype === null ? [] : [metatype as Type]));
  const document: JsonObject = buildDocument(describeRoutes(controllers), publicUrl);
  app.getHttpAdapter().get('/openapi.json', (_request: unknown, reply: { send(body: unknown): void }) => {
    reply.send(document);
  });
  // The static server answers odd paths with errors of its own. So it is asked only for files that it has.
  const server = app.getHttpAdapter().getInstance();
  server.addHook('onRequest', (request, reply, done) => {
    const [path = ''] = request.url.split('?', 1);
    if (request.routeOptions.url?.startsWith('/docs/') !== true || PATHS.has(path)) {
      done();
      return;
    }
    const detail = 'The documentation has no such file; it begins at /docs.';
    sendProblem(reply, new RequestProblemError('route-not-found', detail), request.id);
  });
  SwaggerModule.setup('docs', app, document as unknown as OpenAPIObject, {
    raw: false,
    customSiteTitle: 'AdCP Orchestrator API',
    swaggerOptions: { persistAuthorization: false, displayRequestDuration: true },
  });
}
