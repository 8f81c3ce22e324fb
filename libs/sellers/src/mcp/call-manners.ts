import type { Seller } from '@adcp-orchestrator/domain';
import type { SellerFault } from '../faults';
import type { ToolReply } from './tool-reply';

/** What stands between the wish to call a seller and the call. A call that is held back is answered with a fault. */
export interface CallManners {
  /**
   * Admits a call that books. To be asked before its start is committed.
   * @param ping asks the seller something that books nothing
   * @returns null when the call may be made; otherwise the fault
   */
  admit(seller: Seller, signal: AbortSignal, ping: () => Promise<ToolReply>): Promise<SellerFault | null>;
  /** Whether `admit` would let a call pass now, without a wait, a question, or a place in the seller's rate. */
  admitsAtOnce(seller: Seller): Promise<boolean>;
  /** Wraps every call. One that books nothing is admitted here. */
  around(
    seller: Seller,
    call: { mutating: boolean; signal: AbortSignal },
    make: () => Promise<ToolReply>,
    ping: () => Promise<ToolReply>,
  ): Promise<ToolReply>;
}
