interface Entry {
  subscriptionId: string;
  done: Promise<void>;
}

/** The deliveries that this process is sending: bounded in all, counted by subscription. */
export class InFlight {
  private readonly entries = new Map<string, Entry>();

  constructor(readonly permits: number) {}

  get free(): number {
    return this.permits - this.entries.size;
  }

  get size(): number {
    return this.entries.size;
  }

  bySubscription(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { subscriptionId } of this.entries.values()) {
      counts.set(subscriptionId, (counts.get(subscriptionId) ?? 0) + 1);
    }
    return counts;
  }

  /** Holds a permit until `work` is done, however it ends; `work` must not reject. */
  run(delivery: { id: string; subscriptionId: string }, work: () => Promise<void>, onDone: () => void): void {
    const done = work().finally(() => {
      this.entries.delete(delivery.id);
      onDone();
    });
    this.entries.set(delivery.id, { subscriptionId: delivery.subscriptionId, done });
  }

  /** Resolves when everything that is held now is done. */
  async idle(): Promise<void> {
    await Promise.allSettled([...this.entries.values()].map(({ done }) => done));
  }
}
