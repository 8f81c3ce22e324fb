import { Processor } from '@nestjs/bullmq';
import { Essentials, MetricName } from '@adcp-orchestrator/platform';
import {
  HintHandling,
  type HintStory,
  type InFlightGauge,
  type Sweep,
  WorkerRole,
  hintPolicies,
  workerOptionsOf,
} from '@adcp-orchestrator/queues';
import { Notifier } from './delivering/notifier';
import { deleteOld } from './retention/delete-old';
import { TenantRetention } from './retention/tenant-retention';

/** Often, and little at a time: one seller may send 300 webhooks a second, and each is a row. */
const RETENTION_SECONDS = 60;

/** The role of the notifier. A hint names a tenant, but a claim is fair between all subscriptions. */
@Processor(hintPolicies.notify.queue, workerOptionsOf('notify'))
export class NotifierRole extends WorkerRole<'notify'> {
  readonly kind = 'notify';
  readonly sweeps: readonly Sweep[];
  readonly inFlight: InFlightGauge;

  constructor(
    handling: HintHandling,
    private readonly notifier: Notifier,
    { pool, clock, config, log, metrics }: Essentials,
  ) {
    super(handling);
    const retention = new TenantRetention({ pool, clock, log, metrics });
    this.sweeps = [
      { name: 'notify', everySeconds: config.sweepSeconds, sweep: () => notifier.sweep() },
      { name: 'retention', everySeconds: RETENTION_SECONDS, sweep: () => deleteOld({ pool, clock }) },
      { name: 'tenant retention', everySeconds: RETENTION_SECONDS, sweep: () => retention.sweep() },
    ];
    this.inFlight = {
      metric: MetricName.deliveriesInFlight,
      help: 'Deliveries that this process has under way',
      count: () => notifier.deliveriesInFlight,
    };
  }

  override handle(): Promise<HintStory> {
    return this.notifier.look();
  }

  override stopTakingWork(): Promise<void> {
    return this.notifier.stopClaiming();
  }

  override finishWork(): Promise<void> {
    return this.notifier.finish();
  }
}
