/** Seconds between polls, watches and attempts; all configurable. */
export interface Timings {
  pollInitialSeconds: number;
  pollFactor: number;
  pollMaxSeconds: number;
  pollWithWebhookSeconds: number;
  lateWatchSeconds: number;
  /** After as many attempts as one budget has. */
  resendLongSeconds: number;
}

/** What `decide` must know of the seller. */
export interface SellerTraits {
  hasWebhook: boolean;
  minPollSeconds: number | null;
  /** Seconds for which the seller replays an idempotency key; null when it has no idempotency. */
  replayWindowSeconds: number | null;
  /** Counts the changes of the seller's address and credential. */
  revision: number;
  /** Median and 90th percentile of this seller's approval times, in seconds; null without history. */
  approvalSeconds: { p50: number; p90: number } | null;
}

/** When, and to whom, a call would go out. */
export interface CallTime {
  now: Date;
  seller: Pick<SellerTraits, 'replayWindowSeconds' | 'revision'>;
}

/** What other rows say, as far as `lookupsFor` the observations asks for it. */
export interface Facts {
  /** Tasks that the operation was bound to before a person sent it again with a new key. */
  formerTasks?: ReadonlySet<string>;
  /** Tasks of other operations. */
  otherTasks?: ReadonlySet<string>;
  /** Media buys that another operation has booked, with its id. */
  otherBuys?: ReadonlyMap<string, string>;
  /** The operation that holds the `po_number` which this one has set free. */
  numberHolder?: string;
  /** Another operation with the same `po_number` or `buyer_ref` was sent, and ended badly. */
  rivals?: boolean;
}

/** Clock, chance and new keys come in as arguments, so that `decide` makes none. */
export interface DecisionContext {
  now: Date;
  /** In [0, 1): spreads polls and resends. */
  chance: number;
  timings: Timings;
  seller: SellerTraits;
  /** An idempotency key that nobody has used, UUID v4. */
  newKey: string;
  facts?: Facts;
}
