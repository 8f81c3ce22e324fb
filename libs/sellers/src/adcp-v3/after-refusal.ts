import { ATTEMPTS_IN_BUDGET, type Answer, type Operation, callsInBudget } from '@adcp-orchestrator/domain';
import { type SellerFault, operationErrorOf, scopeCodes } from '../faults';

/**
 * Seconds between two tries, while a grant may still be on its way to the replica that answered. AdCP asks for 1 to 5
 * s.
 */
const SCOPE_RETRY_SECONDS = 2;

/**
 * Reads `SCOPE_INSUFFICIENT` and `READ_ONLY_SCOPE` (AdCP 3.0, authorization errors). The call is tried at most three
 * times in all. After that a permission is missing, and a person must see to it.
 */
export function afterScopeRefusal(operation: Operation, fault: SellerFault, answer: Answer): Answer {
  if (!scopeCodes.has(fault.code)) return answer;
  const error = operationErrorOf(fault);
  if (callsInBudget(operation) >= ATTEMPTS_IN_BUDGET) {
    return { ...answer, finding: { kind: 'not_executed', error, unauthorized: true } };
  }
  return { ...answer, finding: { kind: 'not_executed', error }, retryAfterSeconds: SCOPE_RETRY_SECONDS };
}

/**
 * Whether the fault speaks of the idempotency key. Then it is about an earlier call with that key, and is no end: only
 * the seller's buys tell whether that call executed (AdCP 3.0, idempotency).
 */
export function isAboutTheKey(fault: SellerFault): boolean {
  return fault.code === 'IDEMPOTENCY_EXPIRED' || fault.code === 'IDEMPOTENCY_CONFLICT';
}
