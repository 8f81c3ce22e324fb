import { type DynamicModule, Module, type OnApplicationBootstrap } from '@nestjs/common';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { Clock, HintKind } from '@adcp-orchestrator/domain';
import {
  CLOCK,
  CONFIG,
  type Config,
  LOG,
  METRICS,
  POOL,
  Readiness,
  Shutdown,
  ShutdownPhase,
} from '@adcp-orchestrator/platform';
import { QueueBackend } from './backend/queue-backend';
import { registerAttentionGauge } from './depth/attention-gauge';
import { GaugeLease } from './depth/gauge-lease';
import { registerQueueDepth } from './depth/queue-depth';
import { type HintMetrics, createHintMetrics } from './hint-metrics';
import { HintSender } from './sending/hint-sender';

/** Injection token of the counters. */
export const HINT_METRICS = Symbol('HintMetrics');
/** `/readyz` is public: however often it is asked, the queue is asked once a second. */
const QUEUE_ANSWERED_FOR_MS = 1_000;

/**
 * The backend, the sender of hints and the metrics of a process; all closed in the shutdown's order. Every process takes
 * part in the gauge lease from when it is up.
 */
@Module({})
export class QueuesModule implements OnApplicationBootstrap {
  constructor(private readonly gaugeLease: GaugeLease) {}

  onApplicationBootstrap(): void {
    this.gaugeLease.start();
  }

  /**
   * @param name the app's name
   * @param worksOn the kinds of hints that this app works on; its metrics show the depth of their queues
   */
  static forRoot(name: string, worksOn: readonly HintKind[]): DynamicModule {
    return {
      module: QueuesModule,
      global: true,
      providers: [
        {
          provide: QueueBackend,
          inject: [CONFIG, LOG, Readiness, Shutdown],
          useFactory: ({ redisUrl, databaseUrl }: Config, log: Logger, readiness: Readiness, shutdown: Shutdown) => {
            const backend = new QueueBackend({ redisUrl, databaseUrl, name, log });
            readiness.register(backend.kind === 'redis' ? 'redis' : 'queues', () => backend.check(), {
              otherwise: 'degraded',
              goodForMs: QUEUE_ANSWERED_FOR_MS,
            });
            shutdown.add(ShutdownPhase.closePools, 'queue connections', () => backend.close());
            return backend;
          },
        },
        {
          provide: GaugeLease,
          inject: [POOL, LOG, METRICS, Shutdown],
          useFactory: (pool: Pool, log: Logger, registry: Registry, shutdown: Shutdown) => {
            const lease = new GaugeLease({ pool, name, log });
            registerAttentionGauge(registry, log, pool, lease);
            shutdown.add(ShutdownPhase.stopTakingWork, 'gauge lease', () => lease.stop());
            return lease;
          },
        },
        { provide: HINT_METRICS, inject: [METRICS], useFactory: (registry: Registry) => createHintMetrics(registry) },
        {
          provide: HintSender,
          inject: [QueueBackend, CLOCK, LOG, HINT_METRICS, METRICS, Shutdown],
          useFactory: (
            backend: QueueBackend,
            clock: Clock,
            log: Logger,
            metrics: HintMetrics,
            registry: Registry,
            shutdown: Shutdown,
          ) => {
            const sender = new HintSender({ backend, clock, log, worksOn, onSent: metrics.onSent });
            shutdown.add(ShutdownPhase.closeQueues, 'hint sender', () => sender.close());
            watchDepth(worksOn, backend, registry, log, shutdown);
            return sender;
          },
        },
      ],
      exports: [QueueBackend, HintSender, HINT_METRICS],
    };
  }
}

function watchDepth(
  kinds: readonly HintKind[],
  backend: QueueBackend,
  registry: Registry,
  log: Logger,
  shutdown: Shutdown,
): void {
  const queues = new Map(kinds.map((kind) => [kind, backend.openQueue(kind)] as const));
  registerQueueDepth(registry, log, queues);
  for (const queue of queues.values()) shutdown.add(ShutdownPhase.closeQueues, 'queue depth', () => queue.close());
}
