import type { Json } from '../json';
import type { OperationError } from '../operation/outcome';
import type { MediaBuyStatus } from './media-buy-status';

/** A media buy as its seller has to be asked about it. */
export interface FollowedBuy {
  mediaBuyId: string;
  /** The account that the buy was made for; null when the request named none. */
  account: Json;
}

/** What a seller shows of a media buy after it was booked. */
export type BuyAnswer =
  /** `status` is null for a word that no table has. */
  | {
      kind: 'shown';
      status: MediaBuyStatus | null;
      sellerStatus: string;
      awaitsCreatives: boolean;
      /** ISO 8601, as the seller sent it; null when it did not say. */
      creativeDeadline: string | null;
    }
  /** The seller does not show it now, which proves nothing. */
  | { kind: 'not_shown' }
  | { kind: 'ask_failed'; error: OperationError; retryAfterSeconds?: number };

/** By `mediaBuyId`; a buy of which nothing was said is not in the map. */
export type BuyAnswers = Map<string, BuyAnswer>;
