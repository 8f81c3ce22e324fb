import { type Job, type Processor, type WorkerOptions, isPgPool } from 'bullmq';
import { NotReadyError, within } from '@adcp-orchestrator/platform';
import { lookForTables } from '../backend/hint-queue';
import type { TroubleReport } from '../backend/report-trouble';
import { ConsumingWorker } from './consuming-worker';

/** The worker has not looked for jobs for too long. */
export class ConsumptionStoppedError extends NotReadyError {
  override readonly name = 'ConsumptionStoppedError';
}

export interface LastingWorkerOptions extends WorkerOptions {
  /** A worker that has not fetched for this long is replaced. */
  stalledAfterMs?: number;
}

const START_LIMIT_MS = 3_000;
/**
 * At closing, hints in work have this long. Each ends with the work that it waits for, which has a limit of its own.
 */
const JOBS_LIMIT_MS = 20_000;
/** With no job in work, only the connections are left to close. A Redis that hangs must not hold up the end. */
const CLOSE_LIMIT_MS = 2_000;
const STALLED_AFTER_MS = 45_000;
const sweepsGoOn = 'the sweeps do the work, only later';

/**
 * The worker that `BullModule` makes for each `@Processor`. It starts even when the queue is not there, and tries again
 * until it is. It replaces the BullMQ worker inside it when that has silently stopped fetching. It always closes within
 * bounds.
 */
export class LastingWorker {
  /** Told of troubles. The shell sends them to the log. */
  report: TroubleReport = () => undefined;
  /** Resolves when the queue was tried for the first time, whether it was there or not. Before that, nobody knows. */
  readonly firstTry: Promise<void>;
  private isTried = false;
  private worker: ConsumingWorker | null = null;
  private tending: Promise<void> | null = null;
  private ended: Promise<void> | null = null;
  private readonly active = new Set<Promise<unknown>>();
  private readonly timer: NodeJS.Timeout;

  constructor(
    readonly name: string,
    private readonly process: Processor<unknown, unknown>,
    private readonly options: LastingWorkerOptions,
  ) {
    this.tendOnce();
    this.firstTry = Promise.resolve(this.tending).then(() => {
      this.isTried = true;
    });
    this.timer = setInterval(() => {
      this.tendOnce();
    }, this.stalledAfterMs / 9);
  }

  /**
   * For readiness. @throws ConsumptionStoppedError when it does not look for jobs; never before the first try has ended
   */
  checkConsumption(): void {
    if (!this.isTried) return;
    if (this.worker === null) {
      throw new ConsumptionStoppedError(`the queue "${this.name}" cannot be reached: ${sweepsGoOn}`);
    }
    const silentMs = this.silentMs(this.worker);
    if (silentMs > this.stalledAfterMs) {
      throw new ConsumptionStoppedError(
        `no look at the queue "${this.name}" for ${Math.round(silentMs / 1000)} s, the worker is being replaced: ${sweepsGoOn}`,
      );
    }
  }

  /** Takes no more hints, waits for those in work, and closes the connections; each within its limit. */
  close(): Promise<void> {
    this.ended ??= this.end();
    return this.ended;
  }

  private get stalledAfterMs(): number {
    return this.options.stalledAfterMs ?? STALLED_AFTER_MS;
  }

  /** While every slot works nothing is fetched, and nothing is wrong. */
  private silentMs(worker: ConsumingWorker): number {
    return this.active.size >= worker.concurrency ? 0 : Date.now() - worker.lastFetchAt;
  }

  private tendOnce(): void {
    if (this.ended !== null) return;
    this.tending ??= this.tend().finally(() => {
      this.tending = null;
    });
  }

  private async tend(): Promise<void> {
    if (this.worker !== null) {
      if (this.silentMs(this.worker) <= this.stalledAfterMs) return;
      const silent = new Error(`no look at the queue for ${Math.round(this.silentMs(this.worker) / 1000)} s`);
      this.report(silent, 'the worker has stopped looking for hints and is replaced', 'error');
      const stalled = this.worker;
      this.worker = null;
      await this.closeWithin(stalled, true);
    }
    await this.open();
  }

  private async open(): Promise<void> {
    const { connection } = this.options;
    let worker: ConsumingWorker | undefined;
    try {
      // With each worker, BullMQ leaves a listener on the pool. So no worker is made before its tables are there.
      if (isPgPool(connection)) await within(lookForTables(connection), START_LIMIT_MS, 'connecting to the queue');
      worker = this.make();
      await within(worker.waitUntilReady(), START_LIMIT_MS, 'connecting to the queue');
    } catch (error) {
      this.report(error, 'the queue cannot be reached; the sweep works without it');
      if (worker !== undefined) await this.closeWithin(worker, true);
      return;
    }
    this.worker = worker;
    worker.run().catch((error: unknown) => {
      // The next look at the pulse finds that it is gone, and replaces it.
      this.report(error, 'the worker ended with an error', 'error');
    });
  }

  private make(): ConsumingWorker {
    const worker = new ConsumingWorker(this.name, (job, token) => this.track(job, token), this.options);
    worker.on('error', (error) => {
      this.report(error);
    });
    return worker;
  }

  private track(job: Job<unknown, unknown>, token?: string): Promise<unknown> {
    const work = this.process(job, token);
    this.active.add(work);
    return work.finally(() => this.active.delete(work));
  }

  private async end(): Promise<void> {
    clearInterval(this.timer);
    await this.tending;
    const { worker } = this;
    if (worker === null) return;
    // Without this, the worker would go on fetching while it waits for the jobs in work.
    await worker.pause(true);
    const jobs = Promise.allSettled([...this.active]);
    await within(jobs, JOBS_LIMIT_MS, 'finishing the hints in work').catch((error: unknown) => {
      this.report(error, 'hints in work are left; the sweep finds their rows');
    });
    await this.closeWithin(worker, this.active.size > 0);
    this.worker = null;
  }

  private async closeWithin(worker: ConsumingWorker, force: boolean): Promise<void> {
    try {
      await within(worker.close(force), CLOSE_LIMIT_MS, `closing the worker of "${this.name}"`);
    } catch (error) {
      this.report(error, 'the worker did not close in time; its connection is dropped');
      worker.disconnect().catch((reason: unknown) => {
        this.report(reason, 'a dropped connection failed once more');
      });
    }
  }
}
