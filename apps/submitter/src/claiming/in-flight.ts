import { sellerKey } from '@adcp-orchestrator/domain';
import type { OperationRef } from '@adcp-orchestrator/ledger';

interface Entry {
  tenantId: string;
  seller: string;
  /** By when what is under way at the seller has ended, on the clock of `performance`; null while nothing is. */
  endsBy: number | null;
  /** What is done before the permit is given back. */
  afterwards: (() => Promise<void>) | null;
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

  /** What is held, as the leases want it. */
  get held(): OperationRef[] {
    return [...this.entries].map(([id, { tenantId }]) => ({ tenantId, id }));
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
    const { tenantId } = operation;
    const entry: Entry = {
      tenantId,
      seller: sellerKey(operation),
      endsBy: null,
      afterwards: null,
      done: Promise.resolve(),
    };
    this.entries.set(operation.id, entry);
    entry.done = this.through(entry, work).finally(() => {
      this.entries.delete(operation.id);
      onDone();
    });
  }

  /** Something is under way at the seller now, and ends within so many seconds. */
  underWay(id: string, seconds: number): void {
    const entry = this.entries.get(id);
    if (entry !== undefined) entry.endsBy = performance.now() + seconds * 1000;
  }

  /** @returns how many operations have something under way at their sellers, and how many seconds the last of it may last */
  lastUnderWay(): { calls: number; seconds: number } {
    const ends = [...this.entries.values()].flatMap(({ endsBy }) => (endsBy === null ? [] : [endsBy]));
    const left = Math.max(0, ...ends) - performance.now();
    return { calls: ends.length, seconds: Math.max(0, Math.ceil(left / 1000)) };
  }

  /** Has `work` done when what is held now is done, before anything else may be held under the same id. */
  afterwards(id: string, work: () => Promise<void>): void {
    const entry = this.entries.get(id);
    if (entry === undefined) throw new Error(`operation ${id} is not held`);
    entry.afterwards = work;
  }

  private async through(entry: Entry, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } finally {
      for (let next = entry.afterwards; next !== null; next = entry.afterwards) {
        entry.afterwards = null;
        await next();
      }
    }
  }

  /** Resolves when everything that is held now is done. */
  async idle(): Promise<void> {
    await Promise.allSettled([...this.entries.values()].map(({ done }) => done));
  }
}
