import type { Hint } from '@adcp-orchestrator/domain';

export interface HintLaneOptions {
  /** The clock that hints are due by, in milliseconds. */
  now: () => number;
  /** Hints that are worked on at the same time. */
  concurrency: number;
  /** How often a hint is tried in all, and the first pause after a failure, which doubles. */
  attempts: number;
  retryMs: number;
  /** Distinct hints that may wait. */
  most: number;
  /** Under load, repetitions of a hint are at least this far apart. */
  restMs: number;
  /** Works on one hint. Whoever passes this tells of what it throws. */
  work: (hint: Hint) => Promise<unknown>;
}

interface Waiting {
  hint: Hint;
  dueAt: number;
  failures: number;
}

/** The clock may jump: a timer that was set before is looked at again after this time at the latest. */
const LONGEST_TIMER_MS = 1_000;

/**
 * The hints of one kind that wait in this process. One waits under each id. One that comes while its id is worked on is
 * worked on afterwards: the look under way may have read too early. Beyond the concurrency they wait; none is dropped.
 */
export class HintLane {
  private readonly waiting = new Map<string, Waiting>();
  private readonly active = new Map<string, Promise<void>>();
  private readonly resting = new Set<string>();
  private timer: NodeJS.Timeout | null = null;
  private timerAt = Infinity;
  private closed = false;

  constructor(private readonly options: HintLaneOptions) {}

  /**
   * @param puttingOff this hint counts even where a sooner one waits
   * @returns whether it waits here, or a sooner one does. If not, too many wait
   */
  take(id: string, hint: Hint, puttingOff: boolean): boolean {
    const known = this.waiting.get(id);
    if (this.closed || (known === undefined && this.waiting.size >= this.options.most)) return false;
    const dueAt = hint.at.getTime();
    if (known === undefined || dueAt < known.dueAt || puttingOff) this.wait(id, { hint, dueAt, failures: 0 });
    return true;
  }

  /** No hint is begun any more. @returns those that waited */
  close(): Hint[] {
    this.closed = true;
    if (this.timer !== null) clearTimeout(this.timer);
    const left = [...this.waiting.values()].map(({ hint }) => hint);
    this.waiting.clear();
    return left;
  }

  /** Resolves when the hints that are being worked on are done. */
  async done(): Promise<void> {
    await Promise.all(this.active.values());
  }

  private wait(id: string, one: Waiting): void {
    this.waiting.set(id, one);
    this.lookAt(one.dueAt);
  }

  private lookAt(at: number): void {
    if (at >= this.timerAt) return;
    if (this.timer !== null) clearTimeout(this.timer);
    this.timerAt = at;
    const delayMs = Math.min(LONGEST_TIMER_MS, Math.max(0, Math.ceil(at - this.options.now())));
    this.timer = setTimeout(() => {
      this.timer = null;
      this.timerAt = Infinity;
      this.begin();
    }, delayMs);
  }

  /** Begins what is due, the longest waiting first. What must wait is looked at again when a hint is done. */
  private begin(): void {
    const now = this.options.now();
    let nextAt = Infinity;
    for (const [id, one] of this.waiting) {
      if (one.dueAt > now) nextAt = Math.min(nextAt, one.dueAt);
      else if (this.active.size < this.options.concurrency && !this.active.has(id) && !this.resting.has(id)) {
        this.waiting.delete(id);
        this.start(id, one);
      }
    }
    if (nextAt < Infinity) this.lookAt(nextAt);
  }

  private start(id: string, one: Waiting): void {
    const { work, restMs } = this.options;
    const done = Promise.resolve()
      .then(() => work(one.hint))
      .then(
        () => undefined,
        () => {
          this.tryAgain(id, one);
        },
      )
      .then(() => {
        this.active.delete(id);
        this.resting.add(id);
        setTimeout(() => {
          this.resting.delete(id);
          if (this.waiting.has(id)) this.begin();
        }, restMs);
        this.begin();
      });
    this.active.set(id, done);
  }

  private tryAgain(id: string, { hint, failures }: Waiting): void {
    const { attempts, retryMs } = this.options;
    if (this.closed || failures + 1 >= attempts || this.waiting.has(id)) return;
    this.wait(id, { hint, dueAt: this.options.now() + retryMs * 2 ** failures, failures: failures + 1 });
  }
}
