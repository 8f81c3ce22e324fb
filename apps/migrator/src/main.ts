import 'reflect-metadata';
import {
  createLogger,
  describeConfig,
  exitAfterFailedStart,
  exitOnUncaughtErrors,
  parseEnvironmentWithoutSecrets,
} from '@adcp-orchestrator/platform';
import { migrate } from './migrate';

const NAME = 'migrator';

/** Runs once and ends: 0 when the database is ready for this build, 1 with one clear line when it is not. */
async function main(): Promise<void> {
  let logger = createLogger(NAME, 'info');
  exitOnUncaughtErrors(logger);
  try {
    const config = parseEnvironmentWithoutSecrets(process.env);
    logger = createLogger(NAME, config.logLevel);
    logger.info({ config: describeConfig(config), node: process.version }, 'starting');
    await migrate(config, logger);
    logger.info('the database is ready');
  } catch (error) {
    exitAfterFailedStart(logger, error);
  }
}

void main();
