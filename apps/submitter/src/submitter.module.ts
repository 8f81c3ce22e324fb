import { randomUUID } from 'node:crypto';
import { Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { Gauge, type Registry } from 'prom-client';
import type { Clock } from '@adcp-orchestrator/domain';
import { BatchingLedger, Ledger } from '@adcp-orchestrator/ledger';
import {
  CLOCK,
  CONFIG,
  type Config,
  LOG,
  METRICS,
  MetricName,
  POOL,
  Readiness,
  SecretBox,
  Shutdown,
  createOperationMetrics,
  finishCallsSeconds,
  reportAttention,
  reportMatchFailed,
} from '@adcp-orchestrator/platform';
import {
  HINT_METRICS,
  type HintMetrics,
  HintSender,
  HintWorker,
  QueueBackend,
  QueuesModule,
  Sweeper,
  WorkerLoops,
  registerWorkGauges,
} from '@adcp-orchestrator/queues';
import { McpSessions, SellerDirectory, SellersModule } from '@adcp-orchestrator/sellers';
import { Submitter } from './claiming/submitter';
import { OperationSender } from './sending/operation-sender';

/** Unique per process: a process that was killed never holds the lease of its successor. */
const owner = `submitter/${randomUUID()}`;

@Module({
  imports: [QueuesModule.forRoot('submitter', ['submit']), SellersModule],
  providers: [
    {
      provide: Ledger,
      inject: [POOL, CLOCK, CONFIG, HintSender, METRICS, LOG],
      useFactory: (pool: Pool, clock: Clock, { timings }: Config, hints: HintSender, metrics: Registry, log: Logger) =>
        new Ledger({
          pool,
          clock,
          timings,
          hints,
          onObserved: createOperationMetrics(metrics),
          onAttention: reportAttention(log),
          onMatchFailed: reportMatchFailed(log),
        }),
    },
    {
      provide: OperationSender,
      inject: [POOL, Ledger, SellerDirectory, McpSessions, SecretBox, CLOCK, LOG, CONFIG],
      useFactory: (
        pool: Pool,
        ledger: Ledger,
        directory: SellerDirectory,
        sessions: McpSessions,
        box: SecretBox,
        clock: Clock,
        log: Logger,
        config: Config,
      ) =>
        new OperationSender({
          pool,
          ledger: new BatchingLedger(ledger),
          directory,
          sessions,
          box,
          clock,
          log,
          owner,
          leaseSeconds: config.leaseSeconds,
          publicUrl: config.publicUrl,
        }),
    },
    {
      provide: Submitter,
      inject: [POOL, OperationSender, CLOCK, LOG, CONFIG],
      useFactory: (
        pool: Pool,
        sender: OperationSender,
        clock: Clock,
        log: Logger,
        { leaseSeconds, callTimeoutSeconds }: Config,
      ) => new Submitter({ pool, sender, clock, log, owner, leaseSeconds, callTimeoutSeconds }),
    },
    {
      provide: HintWorker,
      inject: [QueueBackend, Submitter, LOG, HINT_METRICS],
      useFactory: (backend: QueueBackend, submitter: Submitter, log: Logger, { onHandled }: HintMetrics) =>
        new HintWorker({
          kind: 'submit',
          // Whichever seller the hint names: a claim is fair between all of them.
          handlers: [
            {
              kind: 'submit',
              handle: async () => {
                await submitter.wake();
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
      inject: [Submitter, HintWorker, CONFIG, LOG, HINT_METRICS, Readiness, Shutdown],
      useFactory: (
        submitter: Submitter,
        worker: HintWorker<'submit'>,
        { sweepSeconds, callTimeoutSeconds }: Config,
        log: Logger,
        { onSwept }: HintMetrics,
        readiness: Readiness,
        shutdown: Shutdown,
      ) =>
        new WorkerLoops({
          worker,
          sweepers: [
            new Sweeper({ name: 'submit', everySeconds: sweepSeconds, sweep: () => submitter.wake(), log, onSwept }),
          ],
          readiness,
          shutdown,
          stopTakingWork: () => submitter.stopClaiming(),
          finishWork: (hurry) => submitter.finish(hurry),
          finishSeconds: finishCallsSeconds(callTimeoutSeconds),
        }),
    },
  ],
})
export class SubmitterModule implements OnApplicationBootstrap {
  constructor(
    private readonly submitter: Submitter,
    private readonly loops: WorkerLoops,
    @Inject(METRICS) private readonly metrics: Registry,
    @Inject(POOL) private readonly pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { submitter } = this;
    registerWorkGauges(this.metrics, this.log, this.pool, this.clock);
    new Gauge({
      name: MetricName.callsInFlight,
      help: 'Calls to sellers that this process has under way',
      registers: [this.metrics],
      collect() {
        this.set(submitter.callsInFlight);
      },
    });
    submitter.start();
    await this.loops.start();
  }
}
