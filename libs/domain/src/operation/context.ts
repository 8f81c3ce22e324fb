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

/** Clock and chance come in as arguments, so that `decide` has neither. */
export interface DecisionContext {
  now: Date;
  /** In [0, 1): spreads polls and resends. */
  chance: number;
  timings: Timings;
  seller: SellerTraits;
  /** Of the tasks that are spoken of: those of before a person sent it again with a new key. */
  formerTasks?: ReadonlySet<string>;
  /** Of the media buys that are spoken of: those that another operation has booked, with its id. */
  otherBuys?: ReadonlyMap<string, string>;
  /** The operation that holds the `po_number` which this one has set free. */
  numberHolder?: string;
}
