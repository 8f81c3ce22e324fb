import type { DynamicModule } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import type { Logger } from 'pino';

/**
 * Sends Nest's own lines through the process's logger. It covers no route: a logger bound to each request needs an
 * `AsyncLocalStorage`, which slows down every promise of the process. The API writes its access lines itself.
 */
export function loggerModule(logger: Logger): DynamicModule {
  return LoggerModule.forRoot({ pinoHttp: { logger, autoLogging: false }, forRoutes: [] });
}
