import 'reflect-metadata';
import { type DynamicModule, Module } from '@nestjs/common';
import { NestApplicationContextOptions } from '@nestjs/common/interfaces/nest-application-context-options.interface';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger as NestLogger } from 'nestjs-pino';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { Clock } from '@adcp-orchestrator/domain';
import { checkSchema } from '@adcp-orchestrator/ledger';
import { type Config, LOG, type Log, METRICS, PlatformModule, poolSizes } from '@adcp-orchestrator/platform';
import { registerAuthentication } from './access/authentication';
import { Authenticator } from './access/authenticator';
import { RequestLimits } from './access/request-limits';
import { serveQueueBoard } from './admin/queue-board';
import { ApiModule } from './api-module';
import { serveConsole } from './console/serve-console';
import { serveDocs } from './docs/serve-docs';
import { registerAccessLog } from './http/access-log';
import { AllowedMethods } from './http/allowed-methods';
import { clientAddressBehind } from './http/client-address';
import { registerBodyParsers } from './http/json-body';
import { MAX_CONNECTIONS } from './http/limits';
import { registerRequestMetrics } from './http/request-metrics';
import { registerSecurityHeaders } from './http/security-headers';
import { PublicUrlModule, type UrlOf } from './http/public-url';
import { serverOptions } from './http/server-options';

export const APP_NAME = 'intake-api';

const nestOptions = Object.assign(new NestApplicationContextOptions(), {
  abortOnError: false,
  bufferLogs: true,
  bodyParser: false,
});

@Module({})
class RootModule {}

/**
 * The API, ready to listen. It reads nothing from the environment and writes nothing: the caller has made the first
 * tenant and key.
 */
export async function createApi({
  config,
  logger,
  clock,
  urlOf,
  consoleDirectory = null,
}: {
  config: Config;
  logger: Logger;
  /** The clock; tests pass one that they move. */
  clock?: Clock;
  /** The public URL of a request; tests pass their own. */
  urlOf?: UrlOf;
  /** Where the console was built; absent: it is not served. */
  consoleDirectory?: string | null;
}): Promise<NestFastifyApplication> {
  const root: DynamicModule = {
    module: RootModule,
    imports: [
      PlatformModule.forRoot({
        name: APP_NAME,
        config,
        logger,
        poolSize: poolSizes[APP_NAME],
        checkSchema,
        fenced: true,
        clock,
      }),
      PublicUrlModule.forRoot(config, urlOf),
      ApiModule,
    ],
  };
  const app = await NestFactory.create<NestFastifyApplication>(root, new FastifyAdapter(serverOptions), nestOptions);
  app.useLogger(app.get(NestLogger));
  const server = app.getHttpAdapter().getInstance();
  server.server.maxConnections = MAX_CONNECTIONS;
  server.decorateRequest('principal', null);
  server.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    done();
  });
  registerAccessLog(server, logger, clientAddressBehind(config.trustedProxies));
  registerRequestMetrics(server, app.get<Registry>(METRICS));
  registerAuthentication(server, app.get(Authenticator), app.get(RequestLimits));
  registerBodyParsers(server);
  // Before the first route, because it sees only routes that are registered after it.
  app.get(AllowedMethods).listenTo(server);
  registerSecurityHeaders(server);
  serveDocs(app, config.publicUrl);
  await serveQueueBoard(app);
  await serveConsole(server, consoleDirectory, app.get<Log>(LOG));
  await app.init();
  return app;
}
