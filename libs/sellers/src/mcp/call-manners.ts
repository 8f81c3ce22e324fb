import type { Seller } from '@adcp-orchestrator/domain';
import type { SellerFault } from '../faults';
import type { ToolReply } from './tool-reply';

/** What stands between a wish to call a seller and the call. A call that is held back is answered by a fault. */
export interface CallManners {
  /**
   * For a call that books, before its start is committed.
   * @param ping asks the seller something that books nothing
   * @returns null when the call may be made
   */
  admit(seller: Seller, signal: AbortSignal, ping: () => Promise<ToolReply>): Promise<SellerFault | null>;
  /** Around every call; one that is not mutating is admitted here. */
  around(
    seller: Seller,
    call: { mutating: boolean; signal: AbortSignal },
    make: () => Promise<ToolReply>,
    ping: () => Promise<ToolReply>,
  ): Promise<ToolReply>;
}
