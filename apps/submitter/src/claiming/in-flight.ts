import { sellerKey } from '@adcp-orchestrator/ledger';

interface Entry {
  seller: string;
  done: Promise<void>;
}

/** The operations that this process holds: bounded in all, counted by seller. */
export class InFlight {
  private readonly entries = new Map<string, Entry>();

  constructor(readonly permits: number) {}

  get free(): number {
    return this.permits - this.entries.size;
  }

  get size(): number {
    return this.entries.size;
  }

  has(id: string): boolean {
    return this.entries.has(id);
  }

  get ids(): string[] {
    return [...this.entries.keys()];
  }

  /** Calls under way by seller, as the claim wants them. */
  bySeller(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { seller } of this.entries.values()) counts.set(seller, (counts.get(seller) ?? 0) + 1);
    return counts;
  }

  /** Holds a permit until `work` is done, however it ends. */
  run(
    operation: { id: string; tenantId: string; sellerId: string },
    work: () => Promise<void>,
    onDone: () => void,
  ): void {
    const done = work().finally(() => {
      this.entries.delete(operation.id);
      onDone();
    });
    this.entries.set(operation.id, { seller: sellerKey(operation), done });
  }

  /** Resolves when everything that is held now is done. */
  async idle(): Promise<void> {
    await Promise.allSettled([...this.entries.values()].map(({ done }) => done));
  }
}
