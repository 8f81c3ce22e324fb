import type { Log } from '../logging/create-logger';
import { within } from '../timing/within';
import { PHASE_SECONDS, QUEUES_SECONDS } from './stop-limits';

/**
 * The order in which a process ends. It takes no more work. It lets running work finish. It closes the queues (Nest
 * does this) and what stands beside them. It closes the datastores last. The steps of one phase run side by side.
 */
export const ShutdownPhase = { stopTakingWork: 0, finishWork: 1, closeQueues: 2, closePools: 3 } as const;
export type ShutdownPhase = (typeof ShutdownPhase)[keyof typeof ShutdownPhase];

const phaseSeconds: Readonly<Record<ShutdownPhase, number>> = {
  [ShutdownPhase.stopTakingWork]: PHASE_SECONDS.stopTakingWork,
  [ShutdownPhase.finishWork]: PHASE_SECONDS.finishWork,
  [ShutdownPhase.closeQueues]: PHASE_SECONDS.closeQueues,
  [ShutdownPhase.closePools]: PHASE_SECONDS.closePools,
};
const phases: readonly ShutdownPhase[] = [0, 1, 2, 3];

/** @param hurry aborts when a person does not want to wait any longer */
export type ShutdownStep = (hurry: AbortSignal) => Promise<void> | void;

interface Step {
  phase: ShutdownPhase;
  name: string;
  run: ShutdownStep;
  limitSeconds: number;
}

/** Collects what has to be done at the end. Runs it once, in order and within bounds, whatever fails on the way. */
export class Shutdown {
  private readonly steps: Step[] = [];
  private readonly hurried = new AbortController();
  private readonly running = new Map<ShutdownPhase, Promise<void>>();
  private startedAt = 0;
  private besideSeconds = 0;

  constructor(private readonly log: Log) {}

  /** @param limitSeconds longest that the step may take; the phase's own limit when absent */
  add(phase: ShutdownPhase, name: string, run: ShutdownStep, limitSeconds = stepSeconds(phase)): void {
    this.steps.push({ phase, name, run, limitSeconds });
  }

  /** Something outside the steps is waited for as well, for at most this many seconds. */
  alsoTakes(seconds: number): void {
    this.besideSeconds += seconds;
  }

  /**
   * Longest that the process takes from the signal to its end, in whole seconds. Ask only when every step has been
   * added.
   */
  get seconds(): number {
    const longest = phases.map((phase) =>
      Math.max(phaseSeconds[phase], ...this.steps.flatMap((step) => (step.phase === phase ? [step.limitSeconds] : []))),
    );
    return Math.ceil(longest.reduce((sum, one) => sum + one, this.besideSeconds));
  }

  /** A person will not wait any longer: steps that wait for something stop waiting. */
  hurry(): void {
    this.hurried.abort(new Error('the shutdown was told to hurry'));
  }

  /**
   * Goes through the phases, each once. A second call waits for the first, and continues after it.
   * @param last the last phase to go through; absent: all phases
   */
  async run(last: ShutdownPhase = ShutdownPhase.closePools): Promise<void> {
    for (const phase of phases.filter((one) => one <= last)) {
      const running = this.running.get(phase) ?? this.runPhase(phase);
      this.running.set(phase, running);
      await running;
    }
  }

  private async runPhase(phase: ShutdownPhase): Promise<void> {
    if (phase === phases[0]) this.startedAt = Date.now();
    await Promise.all(this.steps.filter((step) => step.phase === phase).map((step) => this.runStep(step)));
    if (phase === phases.at(-1)) this.log.info({ ms: Date.now() - this.startedAt }, 'stopped');
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

function stepSeconds(phase: ShutdownPhase): number {
  return phase === ShutdownPhase.closeQueues ? phaseSeconds[phase] - QUEUES_SECONDS : phaseSeconds[phase];
}
