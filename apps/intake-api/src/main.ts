import { join } from 'node:path';
import type { Pool } from 'pg';
import { ensureBootstrap } from '@adcp-orchestrator/access';
import {
  type Config,
  InternalListener,
  POOL,
  Readiness,
  Shutdown,
  acrossTenants,
  createLogger,
  describeConfig,
  exitAfterFailedStart,
  exitOnUncaughtErrors,
  parseEnvironment,
  tellStarter,
} from '@adcp-orchestrator/platform';
import { makeFirstTenant } from './access/first-tenant';
import { APP_NAME, createApi } from './create-api';
import { listen } from './http/listen';

/** The build puts the console beside this program. */
const CONSOLE = join(__dirname, '..', 'console');

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
    const app = await createApi({ config, logger, consoleDirectory: CONSOLE });
    app.enableShutdownHooks(undefined, { useProcessExit: true });
    const pool = acrossTenants(app.get<Pool>(POOL), 'first tenant');
    const tenant = makeFirstTenant({
      make: () => ensureBootstrap(pool, { bootstrapKey: config.bootstrapApiKey }),
      readiness: app.get(Readiness),
      shutdown: app.get(Shutdown),
      log: logger,
    });
    await app.get(InternalListener).listen(config.host, config.internalPort);
    await listen(app, config);
    logger.info({ host: config.host, port: config.port }, 'listening');
    await tenant;
    tellStarter({ kind: 'started' });
  } catch (error) {
    exitAfterFailedStart(logger, error);
  }
}

void main();
