import type { OperationRef } from '@adcp-orchestrator/ledger';

interface Held {
  operation: OperationRef;
  /**
   * When the work under way at the seller ends at the latest, on the clock of `performance`; null while there is none.
   */
  endsBy: number | null;
  /** Done before the operation is let go. */
  afterwards: (() => Promise<void>) | null;
}

/** The operations that this process holds under its leases, and what is under way for each at its seller. */
export class HeldOperations {
  private readonly held = new Map<string, Held>();

  has(id: string): boolean {
    return this.held.has(id);
  }

  /** What is held, in the form that renewing leases needs. */
  get refs(): OperationRef[] {
    return [...this.held.values()].map(({ operation: { tenantId, id } }) => ({ tenantId, id }));
  }

  /**
   * Holds the operation until `work` is done, however it ends, and until what was to be done afterwards is done too.
   */
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

  /** Something is now under way at the seller, and ends within this many seconds. */
  underWay(id: string, seconds: number): void {
    const one = this.held.get(id);
    if (one !== undefined) one.endsBy = performance.now() + seconds * 1000;
  }

  /**
   * @returns how many operations have something under way at their sellers, and how many seconds the longest of it may
   *   last
   */
  lastUnderWay(): { calls: number; seconds: number } {
    const ends = [...this.held.values()].flatMap(({ endsBy }) => (endsBy === null ? [] : [endsBy]));
    const left = Math.max(0, ...ends) - performance.now();
    return { calls: ends.length, seconds: Math.max(0, Math.ceil(left / 1000)) };
  }

  /** Does `work` once what is held now is done, and before anything else is held under the same id. */
  afterwards(id: string, work: () => Promise<void>): void {
    const one = this.held.get(id);
    if (one === undefined) throw new Error(`operation ${id} is not held`);
    one.afterwards = work;
  }
}
