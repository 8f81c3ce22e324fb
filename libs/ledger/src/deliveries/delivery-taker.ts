import type { ClaimedDelivery } from './claim-due-deliveries';

/** How many deliveries a commit may lease for the notifier of its own process. */
export interface DeliveryRoom {
  /** In all. These permits are kept until `take`. */
  most: number;
  /** For one subscription. */
  perSubscription: number;
  /** Of subscriptions that have less room: how much. */
  less: ReadonlyMap<string, number>;
}

/**
 * The notifier of this process, as the gate sees it. What a commit owes is leased by the same commit and handed over, so
 * that nobody looks for it, reads it and claims it. What finds no room is claimed as ever. If the process dies, the leases
 * run out.
 */
export interface DeliveryTaker {
  /** @param wanted how many deliveries the commit may owe @returns null when it takes none now */
  reserve(wanted: number): DeliveryRoom | null;
  /** Ends the reservation, and sends what was leased for it. It neither throws nor waits. */
  take(room: DeliveryRoom, deliveries: readonly ClaimedDelivery[]): void;
}
