import type { Logger } from 'pino';

/**
 * An error that nobody caught leaves the process in a state that nobody knows: it is logged and the process ends with
 * code 1, to be started again. Rows are the truth, so nothing is lost by that.
 */
export function exitOnUncaughtErrors(logger: Logger): void {
  process.on('uncaughtException', (error, origin) => {
    logger.fatal({ err: error, origin }, 'uncaught error; the process ends');
    logger.flush();
    process.exit(1);
  });
}

/** Ends a process that could not start, with one clear line. */
export function exitAfterFailedStart(logger: Logger, error: unknown): never {
  logger.fatal({ err: error }, `could not start: ${error instanceof Error ? error.message : String(error)}`);
  logger.flush();
  process.exit(1);
}
