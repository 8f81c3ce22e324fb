/** Does something again and again: one at a time, each after a pause that begins when the one before has ended. */
export class Repeating {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private stopped = false;

  /**
   * @param once must not reject
   * @param pauseMs asked anew each time
   */
  constructor(
    private readonly once: () => Promise<void>,
    private readonly pauseMs: () => number,
  ) {}

  /** The first time comes at once. */
  start(): void {
    this.schedule(0);
  }

  /** No further time begins; waits for the one that runs. */
  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer !== null) clearTimeout(this.timer);
    await this.running;
  }

  private schedule(afterMs: number): void {
    this.timer = setTimeout(() => {
      this.running = this.once().finally(() => {
        this.running = null;
        if (!this.stopped) this.schedule(this.pauseMs());
      });
    }, afterMs);
  }
}
