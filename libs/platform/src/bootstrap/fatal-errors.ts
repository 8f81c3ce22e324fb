import type { Logger } from 'pino';

/** A process that does nothing but throw is of no use to the calls that it waits for. */
const MOST_ERRORS = 100;

/**
 * An error that nobody caught leaves the process in a state that nobody knows: it is logged, and the process ends with
 * code 1, to be started again. It takes no more work, but the calls under way are waited for as at any other stop: ended
 * at once, each of them would be in doubt.
 * @param stop the orderly shutdown; gives nothing as long as there is nothing to stop
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
