import { Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { Gauge, type Registry } from 'prom-client';
import type { Agent } from 'undici';
import type { Clock } from '@adcp-orchestrator/domain';
import { WebhookChannel } from '@adcp-orchestrator/notifications';
import {
  CLOCK,
  CONFIG,
  type Config,
  LOG,
  METRICS,
  POOL,
  Readiness,
  SecretBox,
  Shutdown,
  ShutdownPhase,
  createGuardedAgent,
} from '@adcp-orchestrator/platform';
import {
  HINT_METRICS,
  type HintMetrics,
  HintWorker,
  QueueBackend,
  QueuesModule,
  Sweeper,
  WorkerLoops,
  registerWorkGauges,
} from '@adcp-orchestrator/queues';
import { DeliverySender } from './delivering/delivery-sender';
import { Notifier } from './delivering/notifier';
import { NotifierMetricName, createNotifierMetrics } from './delivering/notifier-metrics';
import { deleteOld } from './retention/delete-old';

const AGENT = Symbol('GuardedAgent');
/** Connections per receiver: as many as a subscription has permits, so that no attempt spends its time waiting for one. */
const CONNECTIONS_PER_RECEIVER = 48;
/** Often and little at a time: one seller may send 300 webhooks a second, and each is a row. */
const RETENTION_SECONDS = 60;

@Module({
  imports: [QueuesModule.forRoot('notifier', ['notify'])],
  providers: [
    {
      provide: AGENT,
      inject: [CONFIG, Shutdown, LOG],
      useFactory: ({ allowPrivateNetworks }: Config, shutdown: Shutdown, log: Logger): Agent => {
        const agent = createGuardedAgent({
          allowPrivateNetworks,
          connectionsPerOrigin: CONNECTIONS_PER_RECEIVER,
          log,
        });
        shutdown.add(ShutdownPhase.closePools, 'connections to receivers', () => agent.destroy());
        return agent;
      },
    },
    {
      provide: DeliverySender,
      inject: [POOL, AGENT, SecretBox, CLOCK, LOG, METRICS],
      useFactory: (pool: Pool, agent: Agent, box: SecretBox, clock: Clock, log: Logger, metrics: Registry) =>
        new DeliverySender({
          pool,
          channel: new WebhookChannel({ agent, clock }),
          box,
          clock,
          log,
          onAttempt: createNotifierMetrics(metrics),
        }),
    },
    {
      provide: Notifier,
      inject: [POOL, DeliverySender, CLOCK, LOG],
      useFactory: (pool: Pool, sender: DeliverySender, clock: Clock, log: Logger) =>
        new Notifier({ pool, sender, clock, log }),
    },
    {
      provide: HintWorker,
      inject: [QueueBackend, Notifier, LOG, HINT_METRICS],
      useFactory: (backend: QueueBackend, notifier: Notifier, log: Logger, { onHandled }: HintMetrics) =>
        new HintWorker({
          kind: 'notify',
          // Whichever tenant the hint names: a claim is fair between all subscriptions.
          handlers: [
            {
              kind: 'notify',
              handle: async () => {
                await notifier.wake();
              },
            },
          ],
          backend,
          log,
          onHandled,
        }),
    },
    {
      provide: WorkerLoops,
      inject: [Notifier, HintWorker, POOL, CLOCK, CONFIG, LOG, HINT_METRICS, Readiness, Shutdown],
      useFactory: (
        notifier: Notifier,
        worker: HintWorker<'notify'>,
        pool: Pool,
        clock: Clock,
        { sweepSeconds }: Config,
        log: Logger,
        { onSwept }: HintMetrics,
        readiness: Readiness,
        shutdown: Shutdown,
      ) =>
        new WorkerLoops({
          worker,
          sweepers: [
            new Sweeper({ name: 'notify', everySeconds: sweepSeconds, sweep: () => notifier.wake(), log, onSwept }),
            new Sweeper({
              name: 'retention',
              everySeconds: RETENTION_SECONDS,
              sweep: () => deleteOld({ pool, clock }),
              log,
              onSwept,
            }),
          ],
          readiness,
          shutdown,
          stopTakingWork: () => notifier.stopClaiming(),
          finishWork: () => notifier.finish(),
        }),
    },
  ],
})
export class NotifierModule implements OnApplicationBootstrap {
  constructor(
    private readonly notifier: Notifier,
    private readonly loops: WorkerLoops,
    @Inject(METRICS) private readonly metrics: Registry,
    @Inject(POOL) private readonly pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { notifier } = this;
    registerWorkGauges(this.metrics, this.log, this.pool, this.clock);
    new Gauge({
      name: NotifierMetricName.inFlight,
      help: 'Deliveries that this process has under way',
      registers: [this.metrics],
      collect() {
        this.set(notifier.deliveriesInFlight);
      },
    });
    await this.loops.start();
  }
}
