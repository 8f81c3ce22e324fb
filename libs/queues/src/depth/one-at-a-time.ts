import { TimeLimitExceededError } from '@adcp-orchestrator/platform';

/**
 * Runs reads one after the other. One whose turn comes after `limitMs` is not begun: whoever asked for it has given up by
 * then. So a read that hangs leaves no queue behind it.
 */
export class OneAtATime {
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly limitMs: number) {}

  /** @throws TimeLimitExceededError when the reads before took until the limit; else whatever `read` rejects with */
  run<T>(read: () => Promise<T>): Promise<T> {
    const askedAt = performance.now();
    const turn = this.last.then(() => {
      if (performance.now() - askedAt < this.limitMs) return read();
      throw new TimeLimitExceededError('what is read before', this.limitMs);
    });
    this.last = turn.catch(() => undefined);
    return turn;
  }
}
