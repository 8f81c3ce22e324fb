import { Processor } from '@nestjs/bullmq';
import { KeptSweep, Ledger, sumUpDays } from '@adcp-orchestrator/ledger';
import { Essentials, MetricName } from '@adcp-orchestrator/platform';
import {
  HintHandling,
  type HintPayload,
  type HintStory,
  type InFlightGauge,
  type Sweep,
  WorkerRole,
  hintPolicies,
  workerOptionsOf,
} from '@adcp-orchestrator/queues';
import { SellerPoller } from './asking/seller-poller';
import { warnOfDeadlines, watchDeadlines, watchOverdue } from './deadlines/watch-times';
import { BuyFollower } from './following/buy-follower';
import { watchCreatives } from './following/creative-watch';
import { Reconciler } from './reconciliation/reconciler';

const KEPT_WEBHOOKS_SECONDS = 60;
/** Days are over once a day; a new release has old ones to sum up. */
const DAYS_SECONDS = 60;
/** A warning two hours ahead may be half a minute late. Each look passes over those that were warned already. */
const WARNINGS_SECONDS = 30;

/** Tasks that one sweep looks at, and webhooks of each kind that it hands to the gate. */
const KEPT_TASKS = 2_000;
const KEPT_WEBHOOKS = 100;

/** The role of the poller: what time does to operations and media buys. */
@Processor(hintPolicies.poll.queue, workerOptionsOf('poll'))
export class PollerRole extends WorkerRole<'poll'> {
  readonly kind = 'poll';
  readonly sweeps: readonly Sweep[];
  readonly inFlight: InFlightGauge;

  constructor(
    handling: HintHandling,
    private readonly poller: SellerPoller,
    private readonly follower: BuyFollower,
    private readonly reconciler: Reconciler,
    ledger: Ledger,
    { pool, clock, config }: Essentials,
  ) {
    super(handling);
    const everySeconds = config.sweepSeconds;
    const kept = new KeptSweep({ pool, gate: ledger, now: () => clock.now() });
    this.sweeps = [
      { name: 'poll', everySeconds, sweep: () => poller.sweep() },
      { name: 'deadlines', everySeconds, sweep: () => watchDeadlines({ pool, ledger, clock }) },
      { name: 'overdue', everySeconds, sweep: () => watchOverdue({ pool, ledger, clock }) },
      { name: 'warnings', everySeconds: WARNINGS_SECONDS, sweep: () => warnOfDeadlines({ pool, ledger, clock }) },
      { name: 'media buys', everySeconds, sweep: () => follower.sweep() },
      { name: 'creatives', everySeconds, sweep: () => watchCreatives({ pool, ledger, clock }) },
      { name: 'reconcile', everySeconds, sweep: () => reconciler.sweep() },
      { name: 'days', everySeconds: DAYS_SECONDS, sweep: () => sumUpDays(pool, clock.now()) },
      {
        name: 'kept webhooks',
        // No hint serves these. Whoever binds a task reads its webhooks at once. This sweep finds what a crash in
        // between left.
        everySeconds: KEPT_WEBHOOKS_SECONDS,
        sweep: async () => (await kept.sweep(KEPT_TASKS, KEPT_WEBHOOKS)).length,
      },
    ];
    this.inFlight = {
      metric: MetricName.callsInFlight,
      help: 'Sellers that this process is asking',
      count: () => poller.sellersInWork,
    };
  }

  override handle({ tenant_id: tenantId, seller_id: sellerId }: HintPayload<'poll'>): Promise<HintStory> {
    return this.poller.poll({ tenantId, sellerId });
  }

  override stopTakingWork(): void {
    this.poller.stop();
    this.reconciler.stop();
    this.follower.stop();
  }

  override async finishWork(): Promise<void> {
    await Promise.all([this.poller.finish(), this.follower.finish()]);
  }
}
