import { type Job, UnrecoverableError } from 'bullmq';
import type { HintKind } from '@adcp-orchestrator/domain';
import { type Log, NotReadyError, within } from '@adcp-orchestrator/platform';
import type { QueueBackend } from '../backend/queue-backend';
import {
  type HintPayload,
  HintPayloadInvalidError,
  HintUnknownError,
  hintPolicies,
  readHint,
} from '../catalog/hint-catalog';
import { ConsumingWorker } from './consuming-worker';

/** What works on the hints of one kind: it looks at the rows now, within the catalog's time limit. */
export interface HintHandler<K extends HintKind = HintKind> {
  readonly kind: K;
  handle(hint: HintPayload<K>): Promise<void>;
}

export class HintHandlerMissingError extends Error {
  override readonly name = 'HintHandlerMissingError';
}
export class HintHandlerDuplicateError extends Error {
  override readonly name = 'HintHandlerDuplicateError';
}
/** The worker has not looked for jobs for too long. */
export class ConsumptionStoppedError extends NotReadyError {
  override readonly name = 'ConsumptionStoppedError';
}

export interface HintWorkerOptions<K extends HintKind> {
  kind: K;
  handlers: readonly HintHandler[];
  backend: QueueBackend;
  log: Log;
  /** Told what became of each job, for the metrics. */
  onHandled?: (kind: HintKind, result: 'handled' | 'failed' | 'invalid') => void;
  /** A worker that has not fetched for this long is replaced. */
  stalledAfterMs?: number;
}

const START_LIMIT_MS = 3_000;
const CLOSE_LIMIT_MS = 20_000;
const FORCED_CLOSE_LIMIT_MS = 2_000;
const STALLED_AFTER_MS = 45_000;
const sweepsGoOn = 'the sweeps do the work, only later';

/**
 * Works on the hints of one kind. It starts also when the queue is not there, because the sweep does the work without
 * it, and tries again until it is. A worker that has silently stopped fetching shows in readiness and is replaced.
 */
export class HintWorker<K extends HintKind> {
  private readonly handler: HintHandler<K>;
  private worker: ConsumingWorker | null = null;
  private timer: NodeJS.Timeout | null = null;
  private tending: Promise<void> | null = null;
  private stopped = false;
  /** The first try has ended, well or badly: before that, nothing is known of the queue. */
  private tried = false;
  private busy = 0;

  /** @throws HintHandlerMissingError or HintHandlerDuplicateError unless exactly one handler is for this kind */
  constructor(private readonly options: HintWorkerOptions<K>) {
    const [handler, ...others] = options.handlers.filter(({ kind }) => kind === options.kind);
    if (handler === undefined) throw new HintHandlerMissingError(`nothing handles hints of the kind "${options.kind}"`);
    if (others.length > 0) {
      throw new HintHandlerDuplicateError(`${others.length + 1} handlers claim hints of the kind "${options.kind}"`);
    }
    this.handler = handler as unknown as HintHandler<K>;
  }

  /** Starts consuming; returns after the first try, whether the queue was there or not. */
  async start(): Promise<void> {
    await this.tend();
    this.tried = true;
    this.timer = setInterval(() => {
      this.tending ??= this.tend().finally(() => {
        this.tending = null;
      });
    }, this.stalledAfterMs / 9);
  }

  /** For readiness. @throws ConsumptionStoppedError when it does not look for jobs; not before the first try has ended */
  checkConsumption(): void {
    const queue = hintPolicies[this.options.kind].queue;
    if (this.worker === null && !this.tried) return;
    if (this.worker === null)
      throw new ConsumptionStoppedError(`the queue "${queue}" cannot be reached: ${sweepsGoOn}`);
    const silentMs = this.silentMs(this.worker);
    if (silentMs > this.stalledAfterMs) {
      throw new ConsumptionStoppedError(
        `no look at the queue "${queue}" for ${Math.round(silentMs / 1000)} s, the worker is being replaced: ${sweepsGoOn}`,
      );
    }
  }

  /** Takes no more hints and waits, bounded, for those in work. */
  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer !== null) clearInterval(this.timer);
    await this.tending;
    if (this.worker !== null) await this.close(this.worker, CLOSE_LIMIT_MS);
    this.worker = null;
  }

  private get stalledAfterMs(): number {
    return this.options.stalledAfterMs ?? STALLED_AFTER_MS;
  }

  /** While every slot works nothing is fetched, and nothing is wrong. */
  private silentMs(worker: ConsumingWorker): number {
    return this.busy >= hintPolicies[this.options.kind].concurrency ? 0 : Date.now() - worker.lastFetchAt;
  }

  private async tend(): Promise<void> {
    if (this.stopped) return;
    if (this.worker !== null) {
      if (this.silentMs(this.worker) <= this.stalledAfterMs) return;
      this.options.log.error({ kind: this.options.kind }, 'the worker has stopped looking for hints and is replaced');
      const stalled = this.worker;
      this.worker = null;
      await this.close(stalled, FORCED_CLOSE_LIMIT_MS, true);
    }
    await this.open();
  }

  private async open(): Promise<void> {
    const worker = new ConsumingWorker(this.options.kind, this.options.backend, (job) => this.process(job));
    try {
      await within(worker.waitUntilReady(), START_LIMIT_MS, 'connecting to the queue');
    } catch (error) {
      this.options.log.warn(
        { err: error, kind: this.options.kind },
        'the queue cannot be reached; the sweep works without it',
      );
      await this.close(worker, FORCED_CLOSE_LIMIT_MS, true);
      return;
    }
    this.worker = worker;
    worker.run().catch((error: unknown) => {
      // The next look at the pulse finds that it is gone, and replaces it.
      this.options.log.error({ err: error, kind: this.options.kind }, 'the worker ended with an error');
    });
  }

  private async close(worker: ConsumingWorker, limitMs: number, force = false): Promise<void> {
    try {
      await within(worker.close(force), limitMs, 'closing the worker');
    } catch (error) {
      this.options.log.warn(
        { err: error, kind: this.options.kind },
        'the worker did not close in time; its connection is dropped',
      );
      worker.disconnect().catch((reason: unknown) => {
        this.options.log.debug({ err: reason }, 'a dropped connection failed once more');
      });
    }
  }

  private async process(job: Job<unknown, void>): Promise<void> {
    const { kind, log, onHandled } = this.options;
    this.busy += 1;
    try {
      const hint = readHint(kind, job.name, job.data);
      const limitMs = hintPolicies[kind].handlerLimitSeconds * 1000;
      await within(this.handler.handle(hint), limitMs, `a "${kind}" hint`);
      onHandled?.(kind, 'handled');
    } catch (error) {
      const invalid = error instanceof HintUnknownError || error instanceof HintPayloadInvalidError;
      onHandled?.(kind, invalid ? 'invalid' : 'failed');
      log.error(
        { err: error, kind, job: job.id, name: job.name },
        invalid ? 'a job is not a hint of ours' : 'a hint failed',
      );
      // What is wrong with the job itself is no better the second time.
      if (invalid) throw new UnrecoverableError(error.message);
      throw error;
    } finally {
      this.busy -= 1;
    }
  }
}
