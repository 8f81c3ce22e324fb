export const DeliveryStatus = { pending: 'pending', delivered: 'delivered', dead: 'dead' } as const;
export type DeliveryStatus = (typeof DeliveryStatus)[keyof typeof DeliveryStatus];

/** What of a delivery its attempts change. Instants as the database writes them: a `Date` would cut them to milliseconds. */
export interface DeliveryState {
  status: DeliveryStatus;
  attempts: number;
  /** Attempts when the present run of retries began: a redelivery begins another. */
  attemptsBeforeRun: number;
  /** Null: nobody sends it. */
  dueAt: string | null;
  leaseUntil: string | null;
  lastError: string | null;
  deliveredAt: string | null;
}

/** What follows from an attempt. `retry`: due again at `dueAt`. `dead`: only a person's redelivery sends it again. */
export type NextStep = { status: 'delivered' } | { status: 'retry'; dueAt: Date } | { status: 'dead' };

/** How an attempt ended, and what the retry policy says to it. */
export interface AttemptEnd {
  at: Date;
  /** Null when it was delivered. */
  error: string | null;
  next: NextStep;
}
