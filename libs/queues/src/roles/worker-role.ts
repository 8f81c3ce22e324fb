import { WorkerHost } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import type { Job } from 'bullmq';
import type { HintKind } from '@adcp-orchestrator/domain';
import type { HintPayload, HintStory } from '../catalog/hint-catalog';
import { LastingWorker } from '../work/lasting-worker';
import type { Swept } from '../work/sweeper';
import { HintHandling } from './hint-handling';

/** A periodic look for due rows. */
export interface Sweep {
  /** In log lines, metrics and readiness. */
  name: string;
  everySeconds: number;
  /** As `SweeperOptions.sweep`. */
  sweep: () => Promise<number | Swept>;
}

/**
 * How many pieces of work a role has under way, as a gauge. When roles of one process name the same metric, their
 * numbers are added.
 */
export interface InFlightGauge {
  metric: string;
  help: string;
  count: () => number;
}

/**
 * What one worker does: the `@Processor` of its queue, its sweeps, and how it stops. The shell keeps it going; several
 * roles may share a process.
 */
@Injectable()
export abstract class WorkerRole<K extends HintKind = HintKind> extends WorkerHost {
  abstract readonly kind: K;
  abstract readonly sweeps: readonly Sweep[];
  abstract readonly inFlight: InFlightGauge;
  /** Longest that `finishWork` may take, in seconds; the phase's own limit when absent. */
  readonly finishSeconds: number | undefined;

  constructor(private readonly handling: HintHandling) {
    super();
  }

  /** Looks at the rows now, within the catalog's time limit. @returns what it found and did */
  abstract handle(hint: HintPayload<K>): Promise<HintStory>;

  /** Called first at the shutdown: no work is begun from here on. */
  abstract stopTakingWork(): Promise<void> | void;

  /** Waits for what is under way, for a bounded time. `hurry` aborts when a person will not wait any longer. */
  abstract finishWork(hurry: AbortSignal): Promise<void>;

  override process(job: Job): Promise<HintStory> {
    return this.handling.run(this.kind, job, (hint) => this.handle(hint));
  }

  /** Works on a hint of this process to itself. */
  processInner(hint: HintPayload<K>): Promise<HintStory> {
    return this.handling.runInner(this.kind, hint, (one) => this.handle(one));
  }

  /** `BullModule` makes this worker from `BullModule.workerClass`. Its types do not say so. */
  get lastingWorker(): LastingWorker {
    const worker: unknown = this.worker;
    if (!(worker instanceof LastingWorker)) throw new Error(`the worker of "${this.kind}" is not one of ours`);
    return worker;
  }
}
