import { BullModule } from '@nestjs/bullmq';
import { Global, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { Essentials, Readiness, Shutdown, ShutdownPhase, acrossTenants } from '@adcp-orchestrator/platform';
import { HintQueue } from './backend/hint-queue';
import { HintQueues } from './backend/hint-queues';
import { QueueBackend } from './backend/queue-backend';
import { hintKinds, queueOptionsOf } from './catalog/hint-catalog';
import { registerDatabaseGauges } from './depth/database-gauges';
import { GaugeLease } from './depth/gauge-lease';
import { HintMetrics } from './hint-metrics';
import { HintSender } from './sending/hint-sender';
import { LastingWorker } from './work/lasting-worker';

/** `/readyz` is public: however often it is asked, the queue is asked once a second. */
const QUEUE_ANSWERED_FOR_MS = 1_000;
/** Of the setting of a server. It may be changed while it runs, or be another's after a failover. */
const POLICY_FOR_MS = 10_000;

// Set before the first queue is registered. Version 11 of `@nestjs/bullmq` knows only Redis; these classes also know
// Postgres.
BullModule.queueClass = HintQueue;
BullModule.workerClass = LastingWorker;

/** Where hints travel, watched by readiness. Global, because `BullModule` builds its own configuration from it. */
@Global()
@Module({
  providers: [
    {
      provide: QueueBackend,
      inject: [Essentials, Readiness, Shutdown],
      useFactory: ({ config, app, log }: Essentials, readiness: Readiness, shutdown: Shutdown) => {
        const { redisUrl, directDatabaseUrl } = config;
        const backend = new QueueBackend({ redisUrl, databaseUrl: directDatabaseUrl, name: app, log });
        readiness.register(backend.kind === 'redis' ? 'redis' : 'queues', () => backend.check(), {
          otherwise: 'degraded',
          goodForMs: QUEUE_ANSWERED_FOR_MS,
        });
        if (backend.kind === 'redis') {
          // What is dropped is a hint, and the sweeps find its row. So the work goes on.
          readiness.register('redis policy', () => backend.checkPolicy(), {
            otherwise: 'degraded',
            goodForMs: POLICY_FOR_MS,
          });
        }
        shutdown.add(ShutdownPhase.closePools, 'queue connections', () => backend.close());
        return backend;
      },
    },
  ],
  exports: [QueueBackend],
})
class QueueBackendModule {}

/**
 * The queues, the sender of hints and the metrics of a process. Nest closes them once the work is finished. It closes a
 * module before those that it imports, so the sender still finds its queues open. A process takes part in the gauge
 * lease from the moment it is up.
 */
@Module({
  imports: [
    QueueBackendModule,
    BullModule.forRootAsync({
      inject: [QueueBackend],
      useFactory: ({ shared }: QueueBackend) => shared,
      // The shell registers the workers, once the process is up.
      extraOptions: { manualRegistration: true },
    }),
    BullModule.registerQueue(...hintKinds.map(queueOptionsOf)),
  ],
  providers: [
    HintMetrics,
    HintQueues,
    {
      provide: HintSender,
      inject: [HintQueues, Essentials, HintMetrics],
      useFactory: (queues: HintQueues, { clock, log }: Essentials, { onSent }: HintMetrics) =>
        new HintSender({ queues: queues.byKind, clock, log, onSent }),
    },
    {
      provide: GaugeLease,
      inject: [Essentials, Shutdown],
      useFactory: ({ app, log, metrics, clock, ...essentials }: Essentials, shutdown: Shutdown) => {
        const pool = acrossTenants(essentials.pool, 'gauges');
        const lease = new GaugeLease({ pool, name: app, log });
        registerDatabaseGauges({ registry: metrics, log, pool, clock, lease });
        shutdown.add(ShutdownPhase.stopTakingWork, 'gauge lease', () => lease.stop());
        return lease;
      },
    },
  ],
  exports: [HintMetrics, HintQueues, HintSender],
})
export class QueuesModule implements OnApplicationBootstrap {
  constructor(private readonly gaugeLease: GaugeLease) {}

  onApplicationBootstrap(): void {
    this.gaugeLease.start();
  }
}
