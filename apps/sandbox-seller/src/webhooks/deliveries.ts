import type { Dialect } from '../state/records';

/** One webhook as it was sent, with how it ended. */
export interface Delivery {
  at: number;
  seller: string;
  dialect: Dialect;
  task_id: string;
  /** Why it was sent: the outcome itself, the same once more, its contradiction, or a synchronous answer. */
  purpose: 'outcome' | 'duplicate' | 'conflict' | 'synchronous';
  url: string;
  mode: string;
  attempts: number;
  status: number | null;
  delivered: boolean;
  error: string | null;
}

const limit = 2000;

/** The last deliveries, for tests and the page. */
export class DeliveryLog {
  private entries: Delivery[] = [];

  add(entry: Delivery): void {
    this.entries.push(entry);
    if (this.entries.length > limit) this.entries = this.entries.slice(-limit / 2);
  }

  list(seller?: string): Delivery[] {
    return this.entries.filter((entry) => seller === undefined || entry.seller === seller);
  }

  clear(seller: string | null): void {
    this.entries = seller === null ? [] : this.entries.filter((entry) => entry.seller !== seller);
  }
}
