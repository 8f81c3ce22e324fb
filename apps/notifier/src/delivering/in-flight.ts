interface Entry {
  subscriptionId: string;
  done: Promise<void>;
}

/**
 * The attempts that this process has under way: bounded in all, counted by subscription. Two may be of one delivery, which
 * is claimed again when an attempt could not be recorded within its lease.
 */
export class InFlight {
  private readonly entries = new Set<Entry>();

  constructor(readonly permits: number) {}

  get free(): number {
    return this.permits - this.entries.size;
  }

  get size(): number {
    return this.entries.size;
  }

  bySubscription(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { subscriptionId } of this.entries) {
      counts.set(subscriptionId, (counts.get(subscriptionId) ?? 0) + 1);
    }
    return counts;
  }

  /** Holds a permit until `work` is done, however it ends; `work` must not reject. */
  run({ subscriptionId }: { subscriptionId: string }, work: () => Promise<void>, onDone: () => void): void {
    const done = work().finally(() => {
      this.entries.delete(entry);
      onDone();
    });
    const entry: Entry = { subscriptionId, done };
    this.entries.add(entry);
  }

  /** Resolves when everything that is held now is done. */
  async idle(): Promise<void> {
    await Promise.allSettled([...this.entries].map(({ done }) => done));
  }
}
