import type { Log } from '../logging/create-logger';
import { within } from '../timing/within';

/**
 * The order in which a process ends: first it takes no more work, then what runs may finish, then what carries the
 * work closes, and the datastores last. Steps of one phase run side by side.
 */
export const ShutdownPhase = { stopTakingWork: 0, finishWork: 1, closeQueues: 2, closePools: 3 } as const;
export type ShutdownPhase = (typeof ShutdownPhase)[keyof typeof ShutdownPhase];

/** Longest that each phase may last, in milliseconds; together they stay under the 45 s that orchestrators grant. */
const limits: Readonly<Record<ShutdownPhase, number>> = { 0: 5_000, 1: 25_000, 2: 5_000, 3: 5_000 };
const phases: readonly ShutdownPhase[] = [0, 1, 2, 3];

interface Step {
  phase: ShutdownPhase;
  name: string;
  run: () => Promise<void> | void;
}

/** Collects what has to be done at the end, and does it once, in order, bounded, whatever fails on the way. */
export class Shutdown {
  private readonly steps: Step[] = [];
  private running: Promise<void> | undefined;

  constructor(private readonly log: Log) {}

  add(phase: ShutdownPhase, name: string, run: () => Promise<void> | void): void {
    this.steps.push({ phase, name, run });
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

  private async runStep({ phase, name, run }: Step): Promise<void> {
    try {
      await within(Promise.resolve().then(run), limits[phase], name);
    } catch (error) {
      this.log.error({ err: error, step: name }, 'a step of the shutdown failed; the rest goes on');
    }
  }
}
