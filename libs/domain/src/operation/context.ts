/** Seconds between polls, watches and attempts. All are settings of the service. */
export interface Timings {
  pollInitialSeconds: number;
  pollFactor: number;
  pollMaxSeconds: number;
  pollWithWebhookSeconds: number;
  lateWatchSeconds: number;
  /** The wait before another call once a budget is used up. */
  resendLongSeconds: number;
}

/** What `decide` must know of the seller. */
export interface SellerTraits {
  /** For texts that people read. */
  name: string;
  hasWebhook: boolean;
  minPollSeconds: number | null;
  /** For how many seconds the seller replays an idempotency key; null when it has no idempotency. */
  replayWindowSeconds: number | null;
  /** Raised by every change of the seller's address or credential. */
  revision: number;
  /**
   * Median and 90th percentile of the seller's approval times, in seconds, and of how many; null while there are too
   * few.
   */
  approvalSeconds: { p50: number; p90: number; samples: number } | null;
}

/** When a call would go out, and to which seller. */
export interface CallTime {
  now: Date;
  seller: Pick<SellerTraits, 'replayWindowSeconds' | 'revision'>;
}

/** What other rows say: the answers to what `lookupsFor` asked. */
export interface Facts {
  /** Tasks of this operation whose key a person's retry has replaced. */
  formerTasks?: ReadonlySet<string>;
  /** Tasks of other operations. */
  otherTasks?: ReadonlySet<string>;
  /** Media buys that other operations have booked: media buy id to operation id. */
  otherBuys?: ReadonlyMap<string, string>;
  /** The operation that holds the `po_number` which this one has set free. */
  numberHolder?: string;
  /** Keys of persons' actions that the timeline has already. */
  usedKeys?: ReadonlySet<string>;
  /** Another operation with the same `po_number` or `buyer_ref` was sent, and ended badly. */
  rivals?: boolean;
}

/**
 * What `decide` needs besides the row and the observation. Clock, chance and new keys come in here, so that `decide`
 * stays pure.
 */
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
