import 'reflect-metadata';
import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { NestApplicationContextOptions } from '@nestjs/common/interfaces/nest-application-context-options.interface';
import { NestFactory } from '@nestjs/core';
import { Logger as NestLogger } from 'nestjs-pino';
import { type Config, parseEnvironment } from '../config/config';
import { describeConfig } from '../config/describe-config';
import { InternalListener } from '../internal-listener/internal-listener';
import { createLogger } from '../logging/create-logger';
import { exitAfterFailedStart, exitOnUncaughtErrors } from './fatal-errors';
import { PlatformModule, type PlatformOptions } from './platform-module';

export interface WorkerOptions {
  name: string;
  /** `process.env`, from the app's main.ts. */
  env: NodeJS.ProcessEnv;
  poolSize: number;
  checkSchema: PlatformOptions['checkSchema'];
  /** The app's own module, with everything of the platform injectable. */
  module: Type | DynamicModule;
}

const contextOptions = Object.assign(new NestApplicationContextOptions(), { bufferLogs: true, abortOnError: false });

@Module({})
class WorkerRootModule {}

/**
 * Runs an app that serves no public port: a standalone Nest context, the internal listener, and a shutdown that
 * takes no more work, lets what runs finish within bounds, then closes queues and pools. Every failure to start is one
 * log line and exit code 1.
 */
export async function runWorker({ name, env, poolSize, checkSchema, module }: WorkerOptions): Promise<void> {
  const bootLogger = createLogger(name, 'info');
  let config: Config;
  try {
    config = parseEnvironment(env);
  } catch (error) {
    exitAfterFailedStart(bootLogger, error);
  }
  const logger = createLogger(name, config.logLevel);
  exitOnUncaughtErrors(logger);
  logger.info({ config: describeConfig(config), node: process.version, pid: process.pid }, 'starting');
  try {
    const root: DynamicModule = {
      module: WorkerRootModule,
      imports: [PlatformModule.forRoot({ name, config, logger, poolSize, checkSchema, steadyPlans: true }), module],
    };
    const app = await NestFactory.createApplicationContext(root, contextOptions);
    app.useLogger(app.get(NestLogger));
    app.enableShutdownHooks(undefined, { useProcessExit: true });
    await app.get(InternalListener).listen(config.host, config.internalPort);
    logger.info('started');
  } catch (error) {
    exitAfterFailedStart(logger, error);
  }
}
