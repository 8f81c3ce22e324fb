import type { Clock, Hint, HintKind } from '@adcp-orchestrator/domain';
import { deduplicationIdOf, hintPolicies } from '../catalog/hint-catalog';
import { HintLane, type HintLaneOptions } from './hint-lane';

export interface InnerHintsOptions {
  /** The one that sets due times. */
  clock: Clock;
  /** Distinct hints of one kind that may wait. */
  most?: number;
}

const MOST_WAITING = 5_000;
/** A look that comes a moment later finds more rows, at the same cost. */
const REST_MS = 25;

/**
 * The hints that a process sends to itself. They wait in memory, and cost neither a job nor a connection. What is too
 * much is not taken, and goes over the queue. A process that dies takes its hints along: the sweep finds the rows.
 */
export class InnerHints {
  private readonly lanes = new Map<HintKind, HintLane>();
  private readonly closed: HintLane[] = [];

  constructor(private readonly options: InnerHintsOptions) {}

  /** From now on this process works on its own hints of this kind. */
  open(kind: HintKind, work: HintLaneOptions['work']): void {
    const { concurrency, attempts, backoff } = hintPolicies[kind];
    const { most = MOST_WAITING } = this.options;
    const retryMs = backoff.delay ?? 0;
    const now = (): number => this.options.clock.now().getTime();
    this.lanes.set(kind, new HintLane({ now, concurrency, attempts, retryMs, most, restMs: REST_MS, work }));
  }

  /** @returns whether it was taken; if not, it is for the queue */
  take(hint: Hint): boolean {
    const lane = this.lanes.get(hint.kind);
    if (lane === undefined) return false;
    // The rows have just shown that nothing is due sooner.
    const puttingOff = hint.kind === 'poll' && hint.soonest === true;
    return lane.take(deduplicationIdOf(hint, this.options.clock.now()), hint, puttingOff);
  }

  /** Nothing is taken and nothing is begun any more. @returns the hints that waited */
  close(): Hint[] {
    this.closed.push(...this.lanes.values());
    this.lanes.clear();
    return this.closed.flatMap((lane) => lane.close());
  }

  /** After `close`: resolves when the hints that were being worked on are done. */
  async done(): Promise<void> {
    await Promise.all(this.closed.map((lane) => lane.done()));
  }
}
