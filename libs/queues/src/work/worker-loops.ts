import type { HintKind } from '@adcp-orchestrator/domain';
import { type Readiness, type Shutdown, ShutdownPhase } from '@adcp-orchestrator/platform';
import type { HintWorker } from './hint-worker';
import type { Sweeper } from './sweeper';

export interface WorkerLoopsOptions {
  worker: Pick<HintWorker<HintKind>, 'start' | 'stop' | 'checkConsumption'>;
  sweepers: readonly Sweeper[];
  readiness: Readiness;
  shutdown: Shutdown;
  /** Called first at the shutdown: no work is begun from here on. */
  stopTakingWork: () => Promise<void> | void;
  /** Waits, bounded, for what is under way; `hurry` falls when a person will not wait any more. */
  finishWork: (hurry: AbortSignal) => Promise<void>;
  /** Longest that `finishWork` may take; the phase's own limit when absent. */
  finishSeconds?: number;
}

/**
 * What keeps a worker app going: its hints and its sweeps, watched by readiness and ended in the shutdown's order. The
 * sweeps start first, because they also work while the queue is away.
 */
export class WorkerLoops {
  constructor(private readonly options: WorkerLoopsOptions) {
    const { worker, sweepers, readiness, shutdown, stopTakingWork, finishWork, finishSeconds } = options;
    // Without hints the sweeps find the same rows, only later.
    readiness.register(
      'hints',
      () => {
        worker.checkConsumption();
      },
      { otherwise: 'degraded' },
    );
    for (const sweeper of sweepers) {
      readiness.register(`sweep ${sweeper.name}`, () => {
        sweeper.checkSweeping();
      });
      shutdown.add(ShutdownPhase.stopTakingWork, `sweep ${sweeper.name}`, () => sweeper.stop());
    }
    shutdown.add(ShutdownPhase.stopTakingWork, 'taking work', stopTakingWork);
    shutdown.add(ShutdownPhase.finishWork, 'work under way', finishWork, finishSeconds);
    // A hint in work may itself be waiting for a seller: it ends with the work.
    shutdown.add(ShutdownPhase.finishWork, 'hints', () => worker.stop());
  }

  async start(): Promise<void> {
    for (const sweeper of this.options.sweepers) sweeper.start();
    await this.options.worker.start();
  }
}
