import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  Inject,
  Module,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import { type Clock, systemClock } from '@adcp-orchestrator/domain';
import type { Config } from '../config/config';
import { Readiness } from '../health/readiness';
import { registerReadinessGauge } from '../health/readiness-gauge';
import { InternalListener } from '../internal-listener/internal-listener';
import { loggerModule } from '../logging/logger-module';
import { createMetricsRegistry } from '../metrics/create-registry';
import { registerDatabaseChecks } from '../postgres/database-checks';
import { acrossTenants } from '../postgres/across-tenants';
import { createPool } from '../postgres/create-pool';
import { registerPoolMetrics } from '../postgres/pool-metrics';
import { registerPreviousKeys } from '../secrets/previous-keys-gauge';
import { SecretBox } from '../secrets/secret-box';
import { startTracing } from '../tracing/start-tracing';
import { Essentials } from './essentials';
import { tellStarter } from './news';
import { followSecondInterrupt } from './second-interrupt';
import { Shutdown, ShutdownPhase } from './shutdown';
import { APP, CLOCK, CONFIG, LOG, METRICS, POOL, TRACING } from './tokens';

export interface PlatformOptions {
  /** The app's name. */
  name: string;
  config: Config;
  logger: Logger;
  /** Most connections to Postgres. */
  poolSize: number;
  /** @throws NotReadyError when the database does not have the schema that this app needs */
  checkSchema: (pool: Pool) => Promise<void>;
  /** As of `createPool`. */
  steadyPlans?: boolean;
  fenced?: boolean;
  /** The clock of the process; tests pass one that they move. */
  clock?: Clock;
}

/**
 * What every process has: configuration, logger, metrics, the Postgres pool, the secret box, readiness, the internal
 * listener (started by the app when it is up), and the one ordered shutdown, which Nest's hooks start. Other modules
 * close what they hold in `onApplicationShutdown` (the queues do). So the work is finished in the hook before that one.
 */
@Module({})
export class PlatformModule implements BeforeApplicationShutdown, OnApplicationShutdown {
  private unfollow = (): void => undefined;

  constructor(
    private readonly shutdown: Shutdown,
    private readonly readiness: Readiness,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  static forRoot(options: PlatformOptions): DynamicModule {
    const { name, config, logger, poolSize, checkSchema, steadyPlans, fenced, clock = systemClock } = options;
    return {
      module: PlatformModule,
      global: true,
      imports: [loggerModule(logger)],
      providers: [
        { provide: APP, useValue: name },
        { provide: CONFIG, useValue: config },
        { provide: LOG, useValue: logger },
        { provide: CLOCK, useValue: clock },
        {
          provide: METRICS,
          useFactory: () => {
            const metrics = createMetricsRegistry(name);
            registerPreviousKeys(metrics, config.previousCredentialsKeys);
            return metrics;
          },
        },
        { provide: SecretBox, useFactory: () => new SecretBox(config.credentialsKey, config.previousCredentialsKeys) },
        { provide: Shutdown, useFactory: () => new Shutdown(logger) },
        {
          provide: POOL,
          inject: [Shutdown, Readiness, METRICS],
          useFactory: (shutdown: Shutdown, readiness: Readiness, metrics: Registry): Pool => {
            const pool = createPool({
              databaseUrl: config.databaseUrl,
              name,
              max: poolSize,
              log: logger,
              steadyPlans,
              fenced,
              throughPooler: config.throughPooler,
            });
            registerPoolMetrics(metrics, pool);
            registerDatabaseChecks(readiness, acrossTenants(pool, 'readiness'), checkSchema);
            shutdown.add(ShutdownPhase.closePools, 'database pool', () => pool.end());
            return pool;
          },
        },
        {
          provide: Readiness,
          inject: [METRICS],
          useFactory: (metrics: Registry) => {
            const readiness = new Readiness(logger);
            registerReadinessGauge(metrics, logger, readiness);
            return readiness;
          },
        },
        {
          provide: InternalListener,
          inject: [Readiness, METRICS, Shutdown],
          useFactory: (readiness: Readiness, metrics: Registry, shutdown: Shutdown) => {
            const listener = new InternalListener(readiness, metrics, logger, (internalPort) => {
              tellStarter({ kind: 'listening', internalPort, stopSeconds: shutdown.seconds });
            });
            shutdown.add(ShutdownPhase.closePools, 'internal listener', () => listener.close());
            return listener;
          },
        },
        {
          // Nest waits for it before any module begins its work.
          provide: TRACING,
          inject: [Shutdown],
          useFactory: async (shutdown: Shutdown): Promise<boolean> => {
            const stop = await startTracing(config.tracing, name, logger);
            if (stop !== null) shutdown.add(ShutdownPhase.closePools, 'traces', stop);
            return stop !== null;
          },
        },
        Essentials,
      ],
      exports: [APP, CLOCK, CONFIG, LOG, METRICS, POOL, Essentials, SecretBox, Shutdown, Readiness, InternalListener],
    };
  }

  async beforeApplicationShutdown(signal?: string): Promise<void> {
    this.log.info({ signal }, 'stopping');
    this.readiness.markStopping();
    this.unfollow = followSecondInterrupt(signal, () => {
      this.shutdown.hurry();
    });
    await this.shutdown.run(ShutdownPhase.finishWork);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.shutdown.run();
    this.unfollow();
  }
}
