import type { DynamicModule } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import type { Logger } from 'pino';

/**
 * Nest's own lines go through the process's logger. No route: a logger bound to each request costs an
 * `AsyncLocalStorage`, which slows down every promise of the process; the API writes its access lines itself.
 */
export function loggerModule(logger: Logger): DynamicModule {
  return LoggerModule.forRoot({ pinoHttp: { logger, autoLogging: false }, forRoutes: [] });
}
