import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DiscoveryService } from '@nestjs/core';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { Type } from '@nestjs/common';
import type { JsonObject } from '@adcp-orchestrator/domain';
import { buildDocument } from './build-document';
import { describeRoutes } from './describe-routes';

/**
 * Serves `/openapi.json` and the pages at `/docs`, from files of the machine.
 * @param publicUrl what clients reach the API by; null when that was not told
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
  SwaggerModule.setup('docs', app, document as unknown as OpenAPIObject, {
    raw: false,
    customSiteTitle: 'AdCP Orchestrator API',
    swaggerOptions: { persistAuthorization: false, displayRequestDuration: true },
  });
}
