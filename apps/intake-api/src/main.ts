import type { Pool } from 'pg';
import { ensureBootstrap } from '@adcp-orchestrator/access';
import {
  type Config,
  InternalListener,
  POOL,
  createLogger,
  describeConfig,
  exitAfterFailedStart,
  exitOnUncaughtErrors,
  parseEnvironment,
  waitForDatabase,
} from '@adcp-orchestrator/platform';
import { APP_NAME, createApi } from './create-api';
import { listen } from './http/listen';

const DATABASE_WAIT_MS = 60_000;

async function main(): Promise<void> {
  let config: Config;
  try {
    config = parseEnvironment(process.env);
  } catch (error) {
    exitAfterFailedStart(createLogger(APP_NAME, 'info'), error);
  }
  const logger = createLogger(APP_NAME, config.logLevel);
  exitOnUncaughtErrors(logger);
  logger.info({ config: describeConfig(config), node: process.version, pid: process.pid }, 'starting');
  try {
    const app = await createApi({ config, logger });
    app.enableShutdownHooks(undefined, { useProcessExit: true });
    const pool = app.get<Pool>(POOL);
    await waitForDatabase(pool, logger, DATABASE_WAIT_MS);
    await ensureBootstrap(pool, { bootstrapKey: config.bootstrapApiKey });
    await app.get(InternalListener).listen(config.host, config.internalPort);
    await listen(app, config);
    logger.info({ host: config.host, port: config.port }, 'listening');
  } catch (error) {
    exitAfterFailedStart(logger, error);
  }
}

void main();
