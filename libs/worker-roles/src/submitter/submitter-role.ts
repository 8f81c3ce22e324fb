import { Processor } from '@nestjs/bullmq';
import type { OnApplicationBootstrap } from '@nestjs/common';
import { Essentials, MetricName, finishCallsSeconds } from '@adcp-orchestrator/platform';
import {
  HintHandling,
  type HintStory,
  type InFlightGauge,
  type Sweep,
  WorkerRole,
  hintPolicies,
  workerOptionsOf,
} from '@adcp-orchestrator/queues';
import { Submitter } from './claiming/submitter';

/** The role of the submitter. A hint names a seller, but a claim is fair between all of them. */
@Processor(hintPolicies.submit.queue, workerOptionsOf('submit'))
export class SubmitterRole extends WorkerRole<'submit'> implements OnApplicationBootstrap {
  readonly kind = 'submit';
  readonly sweeps: readonly Sweep[];
  readonly inFlight: InFlightGauge;
  override readonly finishSeconds: number;

  constructor(
    handling: HintHandling,
    private readonly submitter: Submitter,
    { config }: Essentials,
  ) {
    super(handling);
    this.sweeps = [{ name: 'submit', everySeconds: config.sweepSeconds, sweep: () => submitter.sweep() }];
    this.inFlight = {
      metric: MetricName.callsInFlight,
      help: 'Calls to sellers that this process has under way',
      count: () => submitter.callsInFlight,
    };
    this.finishSeconds = finishCallsSeconds(config.callTimeoutSeconds);
  }

  onApplicationBootstrap(): void {
    this.submitter.start();
  }

  override handle(): Promise<HintStory> {
    return this.submitter.look();
  }

  override stopTakingWork(): Promise<void> {
    return this.submitter.stopClaiming();
  }

  override finishWork(hurry: AbortSignal): Promise<void> {
    return this.submitter.finish(hurry);
  }
}
