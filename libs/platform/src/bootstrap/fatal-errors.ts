import type { Logger } from 'pino';

/** A process that only throws cannot bring its calls to an end. After this many errors it waits no longer. */
const MOST_ERRORS = 100;

/**
 * Ends the process after an error that nobody caught, because its state is unknown. The error is logged, and the exit
 * code is 1, so that the process is started again. It takes no more work, but waits for the calls under way as at any
 * other stop: if it ended at once, each of them would be in doubt.
 * @param stop the orderly shutdown; returns undefined as long as there is nothing to stop
 */
export function exitOnUncaughtErrors(logger: Logger, stop: () => Promise<void> | undefined = () => undefined): void {
  let errors = 0;
  const exit = (): never => {
    logger.flush();
    process.exit(1);
  };
  process.on('uncaughtException', (error, origin) => {
    errors += 1;
    logger.fatal({ err: error, origin }, 'uncaught error; the process ends');
    if (errors >= MOST_ERRORS) exit();
    if (errors > 1) return;
    const stopping = stop();
    if (stopping === undefined) exit();
    else void stopping.then(exit, exit);
  });
}

/** Ends a process that could not start, with one clear line. */
export function exitAfterFailedStart(logger: Logger, error: unknown): never {
  logger.fatal({ err: error }, `could not start: ${error instanceof Error ? error.message : String(error)}`);
  logger.flush();
  process.exit(1);
}
