import { followSignal, underTimeLimit, within } from '@adcp-orchestrator/platform';

export interface EndOptions {
  /** How long work may go on by itself, in milliseconds. */
  graceMs: number;
  /** How long work may take to end after the signal has aborted, in milliseconds. */
  abortedMs: number;
  /** Aborts when a person will not wait any longer. */
  hurry?: AbortSignal;
  /** Waited for beside the work that is held now: a running claim may still bring more. */
  until?: Promise<unknown>;
  /** Called just before the signal aborts. */
  onAbort?: () => void;
}

/**
 * What a process has under way. The total is bounded, and counted by whom the work is for. Two pieces of work may be
 * about the same row.
 */
export class InFlight {
  private readonly entries = new Set<{ whom: string; done: Promise<void> }>();
  private readonly aborted = new AbortController();
  private reserved = 0;

  constructor(readonly permits: number) {}

  get free(): number {
    return this.permits - this.entries.size - this.reserved;
  }

  /** How many permits are kept for work that may come. */
  get kept(): number {
    return this.reserved;
  }

  /** Keeps free permits for work that may come. @returns how many; `release` gives them back */
  reserve(wanted: number): number {
    const kept = Math.max(0, Math.min(wanted, this.free));
    this.reserved += kept;
    return kept;
  }

  release(kept: number): void {
    this.reserved -= kept;
  }

  get size(): number {
    return this.entries.size;
  }

  /** Aborts when what is under way must end. */
  get signal(): AbortSignal {
    return this.aborted.signal;
  }

  /** How many permits the work of each one holds. A fair claim needs these numbers. */
  byWhom(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { whom } of this.entries) counts.set(whom, (counts.get(whom) ?? 0) + 1);
    return counts;
  }

  /** Holds a permit until `work` is done, however it ends; `work` must not reject. */
  run(whom: string, work: () => Promise<void>, onDone: () => void): void {
    const entry = { whom, done: Promise.resolve() };
    this.entries.add(entry);
    entry.done = work().finally(() => {
      this.entries.delete(entry);
      onDone();
    });
  }

  /** Resolves when everything that is held now is done. */
  async idle(): Promise<void> {
    await Promise.allSettled([...this.entries].map(({ done }) => done));
  }

  /**
   * Waits until nothing is under way. The signal aborts when that takes too long, or when a person will not wait.
   * @throws TimeLimitExceededError when work still goes on after that
   */
  async end({ graceMs, abortedMs, hurry, until = Promise.resolve(), onAbort }: EndOptions): Promise<void> {
    const over = until.then(() => this.idle());
    if (await endsInTime(over, graceMs, hurry)) return;
    onAbort?.();
    this.aborted.abort(new Error('the process is stopping'));
    await within(over, abortedMs, 'ending what was under way');
  }
}

function endsInTime(over: Promise<void>, limitMs: number, hurry = new AbortController().signal): Promise<boolean> {
  return underTimeLimit(hurry, limitMs, async (signal) => {
    let unfollow = (): void => undefined;
    const isLate = new Promise<false>((resolve) => {
      unfollow = followSignal(signal, () => {
        resolve(false);
      });
    });
    try {
      return await Promise.race([over.then(() => true), isLate]);
    } finally {
      unfollow();
    }
  });
}
