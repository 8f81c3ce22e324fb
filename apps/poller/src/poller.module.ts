import { randomUUID } from 'node:crypto';
import { Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { Gauge, type Registry } from 'prom-client';
import type { Clock } from '@adcp-orchestrator/domain';
import { BatchingLedger, KeptSweep, Ledger } from '@adcp-orchestrator/ledger';
import {
  CLOCK,
  CONFIG,
  type Config,
  LOG,
  METRICS,
  MetricName,
  POOL,
  Readiness,
  Shutdown,
  createOperationMetrics,
  reportAttention,
  reportMatchFailed,
} from '@adcp-orchestrator/platform';
import {
  HINT_METRICS,
  type HintMetrics,
  type HintPayload,
  HintSender,
  HintWorker,
  QueueBackend,
  QueuesModule,
  Sweeper,
  WorkerLoops,
  registerWorkGauges,
} from '@adcp-orchestrator/queues';
import { SellerDirectory, SellersModule } from '@adcp-orchestrator/sellers';
import { SellerPoller } from './asking/seller-poller';
import { watchDeadlines } from './deadlines/deadline-watch';
import { BuyFollower } from './following/buy-follower';
import { watchCreatives } from './following/creative-watch';
import { Reconciler } from './reconciliation/reconciler';

const owner = `poller/${randomUUID()}`;
/** What falls due within a third of the first interval, at most this, is asked along. */
const SOON_MAX_SECONDS = 10;
const KEPT_WEBHOOKS_SECONDS = 60;
/** Tasks that one sweep looks at, and webhooks of each kind that it hands to the gate. */
const KEPT_TASKS = 2_000;
const KEPT_WEBHOOKS = 100;
const SWEEPERS = Symbol('Sweepers');

@Module({
  imports: [QueuesModule.forRoot('poller', ['poll']), SellersModule],
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
      provide: SellerPoller,
      inject: [POOL, Ledger, SellerDirectory, CLOCK, HintSender, LOG, CONFIG],
      useFactory: (
        pool: Pool,
        ledger: Ledger,
        directory: SellerDirectory,
        clock: Clock,
        hints: HintSender,
        log: Logger,
        config: Config,
      ) =>
        new SellerPoller({
          pool,
          ledger: new BatchingLedger(ledger),
          directory,
          clock,
          hints,
          log,
          owner,
          leaseSeconds: config.leaseSeconds,
          soonSeconds: Math.min(SOON_MAX_SECONDS, config.timings.pollInitialSeconds / 3),
        }),
    },
    {
      provide: BuyFollower,
      inject: [POOL, Ledger, SellerDirectory, CLOCK, LOG, CONFIG],
      useFactory: (
        pool: Pool,
        ledger: Ledger,
        directory: SellerDirectory,
        clock: Clock,
        log: Logger,
        { timings }: Config,
      ) => new BuyFollower({ pool, ledger, directory, clock, log, owner, timings }),
    },
    {
      provide: Reconciler,
      inject: [POOL, Ledger, SellerDirectory, CLOCK, LOG, CONFIG],
      useFactory: (
        pool: Pool,
        ledger: Ledger,
        directory: SellerDirectory,
        clock: Clock,
        log: Logger,
        { reconcileSeconds }: Config,
      ) => new Reconciler({ pool, ledger, directory, clock, log, everySeconds: reconcileSeconds }),
    },
    {
      provide: HintWorker,
      inject: [QueueBackend, SellerPoller, LOG, HINT_METRICS],
      useFactory: (backend: QueueBackend, poller: SellerPoller, log: Logger, { onHandled }: HintMetrics) =>
        new HintWorker({
          kind: 'poll',
          handlers: [
            {
              kind: 'poll',
              handle: (hint: HintPayload<'poll'>) =>
                poller.poll({ tenantId: hint.tenant_id, sellerId: hint.seller_id }),
            },
          ],
          backend,
          log,
          onHandled,
        }),
    },
    {
      provide: WorkerLoops,
      inject: [SellerPoller, Reconciler, BuyFollower, HintWorker, SWEEPERS, Readiness, Shutdown],
      useFactory: (
        poller: SellerPoller,
        reconciler: Reconciler,
        follower: BuyFollower,
        worker: HintWorker<'poll'>,
        sweepers: Sweeper[],
        readiness: Readiness,
        shutdown: Shutdown,
      ) =>
        new WorkerLoops({
          worker,
          sweepers,
          readiness,
          shutdown,
          stopTakingWork: () => {
            poller.stop();
            reconciler.stop();
            follower.stop();
          },
          finishWork: async () => {
            await Promise.all([poller.finish(), follower.finish()]);
          },
        }),
    },
    {
      provide: SWEEPERS,
      inject: [POOL, Ledger, SellerPoller, BuyFollower, Reconciler, CLOCK, CONFIG, LOG, HINT_METRICS],
      useFactory: (
        pool: Pool,
        ledger: Ledger,
        poller: SellerPoller,
        follower: BuyFollower,
        reconciler: Reconciler,
        clock: Clock,
        { sweepSeconds }: Config,
        log: Logger,
        { onSwept }: HintMetrics,
      ) => {
        const kept = new KeptSweep({ pool, gate: ledger, now: () => clock.now() });
        const common = { everySeconds: sweepSeconds, log, onSwept };
        return [
          new Sweeper({ ...common, name: 'poll', sweep: () => poller.sweep() }),
          new Sweeper({
            ...common,
            name: 'deadlines',
            sweep: () => watchDeadlines({ pool, ledger, clock }),
          }),
          new Sweeper({ ...common, name: 'media buys', sweep: () => follower.sweep() }),
          new Sweeper({ ...common, name: 'creatives', sweep: () => watchCreatives({ pool, ledger, clock }) }),
          new Sweeper({ ...common, name: 'reconcile', sweep: () => reconciler.sweep() }),
          new Sweeper({
            ...common,
            name: 'kept webhooks',
            // No hint serves these: whoever binds a task hears them at once. This is for what a crash left in between.
            everySeconds: KEPT_WEBHOOKS_SECONDS,
            sweep: async () => (await kept.sweep(KEPT_TASKS, KEPT_WEBHOOKS)).length,
          }),
        ];
      },
    },
  ],
})
export class PollerModule implements OnApplicationBootstrap {
  constructor(
    private readonly poller: SellerPoller,
    private readonly loops: WorkerLoops,
    @Inject(METRICS) private readonly metrics: Registry,
    @Inject(POOL) private readonly pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { poller } = this;
    registerWorkGauges(this.metrics, this.log, this.pool, this.clock);
    new Gauge({
      name: MetricName.callsInFlight,
      help: 'Sellers that this process is asking',
      registers: [this.metrics],
      collect() {
        this.set(poller.sellersInWork);
      },
    });
    await this.loops.start();
  }
}
