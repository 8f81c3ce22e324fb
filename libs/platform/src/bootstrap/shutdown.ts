import type { Log } from '../logging/create-logger';
import { within } from '../timing/within';
import { PHASE_SECONDS } from './stop-limits';

/**
 * The order in which a process ends: it takes no more work, lets what runs finish, closes the queues, and closes the
 * datastores last. Steps of one phase run side by side.
 */
export const ShutdownPhase = { stopTakingWork: 0, finishWork: 1, closeQueues: 2, closePools: 3 } as const;
export type ShutdownPhase = (typeof ShutdownPhase)[keyof typeof ShutdownPhase];

const limits: Readonly<Record<ShutdownPhase, number>> = {
  [ShutdownPhase.stopTakingWork]: PHASE_SECONDS.stopTakingWork,
  [ShutdownPhase.finishWork]: PHASE_SECONDS.finishWork,
  [ShutdownPhase.closeQueues]: PHASE_SECONDS.closeQueues,
  [ShutdownPhase.closePools]: PHASE_SECONDS.closePools,
};
const phases: readonly ShutdownPhase[] = [0, 1, 2, 3];

/** @param hurry aborts when a person does not want to wait any more */
export type ShutdownStep = (hurry: AbortSignal) => Promise<void> | void;

interface Step {
  phase: ShutdownPhase;
  name: string;
  run: ShutdownStep;
  limitSeconds: number;
}

/** Collects what has to be done at the end, and does it once, in order, bounded, whatever fails on the way. */
export class Shutdown {
  private readonly steps: Step[] = [];
  private readonly hurried = new AbortController();
  private running: Promise<void> | undefined;

  constructor(private readonly log: Log) {}

  /** @param limitSeconds longest that the step may take; the phase's own limit when absent */
  add(phase: ShutdownPhase, name: string, run: ShutdownStep, limitSeconds = limits[phase]): void {
    this.steps.push({ phase, name, run, limitSeconds });
  }

  /** Nobody wants to wait any more: steps that wait for something end it. */
  hurry(): void {
    this.hurried.abort(new Error('the shutdown was told to hurry'));
  }

  /** Idempotent: a second signal waits for the first. */
  run(): Promise<void> {
    this.running ??= this.runAll();
    return this.running;
  }

  private async runAll(): Promise<void> {
    const startedAt = Date.now();
    for (const phase of phases) {
      const steps = this.steps.filter((step) => step.phase === phase);
      await Promise.all(steps.map((step) => this.runStep(step)));
    }
    this.log.info({ ms: Date.now() - startedAt }, 'stopped');
  }

  private async runStep({ name, run, limitSeconds }: Step): Promise<void> {
    try {
      const done = Promise.resolve().then(() => run(this.hurried.signal));
      await within(done, limitSeconds * 1000, name);
    } catch (error) {
      this.log.error({ err: error, step: name }, 'a step of the shutdown failed; the rest goes on');
    }
  }
}
