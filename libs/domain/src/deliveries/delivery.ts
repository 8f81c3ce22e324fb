/** `gathered`: a digest carries it, and what became of it is told by the digest's own delivery. */
export const DeliveryStatus = {
  pending: 'pending',
  gathered: 'gathered',
  delivered: 'delivered',
  dead: 'dead',
} as const;
export type DeliveryStatus = (typeof DeliveryStatus)[keyof typeof DeliveryStatus];

/**
 * The fields of a delivery that its attempts change. Instants are text, as the database writes them: a `Date` would cut
 * microseconds, and the comparison that guards the write would never match.
 */
export interface DeliveryState {
  status: DeliveryStatus;
  attempts: number;
  /** The count of attempts when the present run of retries began. A redelivery begins a new run. */
  attemptsBeforeRun: number;
  /** Null: it is not due to be sent. */
  dueAt: string | null;
  leaseUntil: string | null;
  lastError: string | null;
  deliveredAt: string | null;
}

/**
 * What follows from an attempt. `retry`: it is due again at `dueAt`. `dead`: it is sent again only when a person asks
 * for it.
 */
export type NextStep = { status: 'delivered' } | { status: 'retry'; dueAt: Date } | { status: 'dead' };

/** How an attempt ended, and what the retry policy decided. */
export interface AttemptEnd {
  at: Date;
  /** Null when it was delivered. */
  error: string | null;
  next: NextStep;
}
