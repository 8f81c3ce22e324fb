import type { Json } from '../json';
import type { OperationError } from '../operation/outcome';
import type { MediaBuyStatus } from './media-buy-status';

/** What a question to the seller must name of a media buy. */
export interface FollowedBuy {
  mediaBuyId: string;
  /** The account that the buy was made for; null when the request named none. */
  account: Json;
}

/** A seller's answer about a booked media buy. */
export type BuyAnswer =
  /** `status` is null when we do not know the seller's word. */
  | {
      kind: 'shown';
      status: MediaBuyStatus | null;
      sellerStatus: string;
      awaitsCreatives: boolean;
      /** ISO 8601, as the seller sent it; null when it did not say. */
      creativeDeadline: string | null;
    }
  /** The seller does not show the buy now. That proves nothing. */
  | { kind: 'not_shown' }
  | { kind: 'ask_failed'; error: OperationError; retryAfterSeconds?: number };

/** Answers by `mediaBuyId`. A buy of which the seller said nothing is missing. */
export type BuyAnswers = Map<string, BuyAnswer>;
