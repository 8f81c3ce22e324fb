import type { OperationRef } from '@adcp-orchestrator/ledger';

interface Held {
  operation: OperationRef;
  /** By when what is under way at the seller has ended, on the clock of `performance`; null while nothing is. */
  endsBy: number | null;
  /** What is done before the operation is let go. */
  afterwards: (() => Promise<void>) | null;
}

/** The operations that this process holds under its leases, and what is under way at their sellers. */
export class HeldOperations {
  private readonly held = new Map<string, Held>();

  has(id: string): boolean {
    return this.held.has(id);
  }

  /** What is held, as the leases want it. */
  get refs(): OperationRef[] {
    return [...this.held.values()].map(({ operation: { tenantId, id } }) => ({ tenantId, id }));
  }

  /** Holds the operation until `work` is done, however it ends, and what was to be done afterwards too. */
  async during(operation: OperationRef, work: () => Promise<void>): Promise<void> {
    const one: Held = { operation, endsBy: null, afterwards: null };
    this.held.set(operation.id, one);
    try {
      await work();
      for (let next = one.afterwards; next !== null; next = one.afterwards) {
        one.afterwards = null;
        await next();
      }
    } finally {
      this.held.delete(operation.id);
    }
  }

  /** Something is under way at the seller now, and ends within so many seconds. */
  underWay(id: string, seconds: number): void {
    const one = this.held.get(id);
    if (one !== undefined) one.endsBy = performance.now() + seconds * 1000;
  }

  /** @returns how many operations have something under way at their sellers, and how many seconds the last of it may last */
  lastUnderWay(): { calls: number; seconds: number } {
    const ends = [...this.held.values()].flatMap(({ endsBy }) => (endsBy === null ? [] : [endsBy]));
    const left = Math.max(0, ...ends) - performance.now();
    return { calls: ends.length, seconds: Math.max(0, Math.ceil(left / 1000)) };
  }

  /** Has `work` done when what is held now is done, before anything else may be held under the same id. */
  afterwards(id: string, work: () => Promise<void>): void {
    const one = this.held.get(id);
    if (one === undefined) throw new Error(`operation ${id} is not held`);
    one.afterwards = work;
  }
}
