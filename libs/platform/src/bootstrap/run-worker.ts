import 'reflect-metadata';
import {
  type DynamicModule,
  type INestApplicationContext,
  Inject,
  Module,
  type OnModuleInit,
  type Type,
} from '@nestjs/common';
import { NestApplicationContextOptions } from '@nestjs/common/interfaces/nest-application-context-options.interface';
import { NestFactory } from '@nestjs/core';
import { Logger as NestLogger } from 'nestjs-pino';
import { type Config, parseEnvironment } from '../config/config';
import { describeConfig } from '../config/describe-config';
import { InternalListener } from '../internal-listener/internal-listener';
import { createLogger } from '../logging/create-logger';
import { keepEarlySignals } from './early-signals';
import { exitAfterFailedStart, exitOnUncaughtErrors } from './fatal-errors';
import { tellStarter } from './news';
import { PlatformModule, type PlatformOptions } from './platform-module';
import { CONFIG } from './tokens';

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
class WorkerRootModule implements OnModuleInit {
  constructor(
    private readonly listener: InternalListener,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Before any work begins: a port that is taken ends the process, and then nothing may be under way. */
  async onModuleInit(): Promise<void> {
    await this.listener.listen(this.config.host, this.config.internalPort);
  }
}

/**
 * Runs an app that serves no public port: a standalone Nest context, the internal listener, and the ordered shutdown.
 * The shutdown takes no more work, lets running work finish within bounds, then closes queues and pools. A failure to
 * start is one log line and exit code 1.
 */
export async function runWorker({ name, env, poolSize, checkSchema, module }: WorkerOptions): Promise<void> {
  const passOnEarlySignal = keepEarlySignals();
  const bootLogger = createLogger(name, 'info');
  let config: Config;
  try {
    config = parseEnvironment(env);
  } catch (error) {
    exitAfterFailedStart(bootLogger, error);
  }
  const logger = createLogger(name, config.logLevel);
  let app: INestApplicationContext | undefined;
  exitOnUncaughtErrors(logger, () => app?.close());
  logger.info({ config: describeConfig(config), node: process.version, pid: process.pid }, 'starting');
  try {
    const root: DynamicModule = {
      module: WorkerRootModule,
      imports: [PlatformModule.forRoot({ name, config, logger, poolSize, checkSchema, steadyPlans: true }), module],
    };
    app = await NestFactory.createApplicationContext(root, contextOptions);
    app.useLogger(app.get(NestLogger));
    app.enableShutdownHooks(undefined, { useProcessExit: true });
    passOnEarlySignal();
    logger.info('started');
    tellStarter({ kind: 'started' });
  } catch (error) {
    exitAfterFailedStart(logger, error);
  }
}
