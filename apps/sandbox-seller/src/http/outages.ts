import type { Fault } from '../scenarios/scenario';
import type { Dialect } from '../state/records';

export interface Outage {
  seller: string;
  dialect: Dialect | null;
  fault: Fault;
  until: number;
}

/** Periods in which a publisher answers every call with one fault. */
export class Outages {
  private outages: Outage[] = [];

  constructor(private readonly now: () => number) {}

  add(outage: Outage): void {
    this.outages = [
      ...this.list().filter((other) => other.seller !== outage.seller || other.dialect !== outage.dialect),
      outage,
    ];
  }

  list(): Outage[] {
    return this.outages.filter((outage) => outage.until > this.now());
  }

  active(dialect: Dialect, seller: string): Outage | undefined {
    return this.list().find(
      (outage) => outage.seller === seller && (outage.dialect === null || outage.dialect === dialect),
    );
  }

  clear(seller: string | null): void {
    this.outages = seller === null ? [] : this.outages.filter((outage) => outage.seller !== seller);
  }
}
