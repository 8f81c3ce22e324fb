import { type Answer, HeldBackCode, Recovery, type Seller } from '@adcp-orchestrator/domain';
import { Executed, FaultAction, FaultOrigin, type SellerFault, operationErrorOf } from '../faults';

/** The fault of a call that was held back because the seller answers nobody. */
export function circuitOpenFault(seller: Seller, retryAfter: number): SellerFault {
  return heldBack(
    HeldBackCode.circuitOpen,
    `the seller "${seller.id}" does not answer, so it is left alone until a probe is answered; nothing was sent. GET /v1/sellers/${seller.id}/health shows why`,
    retryAfter,
  );
}

/** The fault of a call that was held back because the seller's own limit is used up. */
export function rateLimitFault(seller: Seller, retryAfter: number): SellerFault {
  return heldBack(
    HeldBackCode.rateLimit,
    `the limit of ${seller.limits.requestsPerSecond ?? 0} requests per second for the seller "${seller.id}" (limits.requests_per_second) is used up; nothing was sent, and it is tried again when its turn comes`,
    retryAfter,
  );
}

/** What a held back call means for its operation: provably nothing happened. */
export function heldBackAnswer(fault: SellerFault): Answer {
  return {
    finding: { kind: 'not_executed', error: operationErrorOf(fault) },
    ...(fault.retryAfter === undefined ? {} : { retryAfterSeconds: fault.retryAfter }),
  };
}

/** `transport`, as for a dead connection: the next question of the round would fare no better. */
function heldBack(code: HeldBackCode, message: string, retryAfter: number): SellerFault {
  return {
    code,
    message,
    recovery: Recovery.transient,
    action: FaultAction.retry,
    executed: Executed.no,
    origin: FaultOrigin.transport,
    unauthorized: false,
    retryAfter,
  };
}
