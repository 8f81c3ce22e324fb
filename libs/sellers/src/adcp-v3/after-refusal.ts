import { ATTEMPTS_IN_BUDGET, type Answer, type Operation, callsInBudget } from '@adcp-orchestrator/domain';
import { type SellerFault, operationErrorOf, scopeCodes } from '../faults';

/** Between two tries while a grant may still be on its way to the replica that answered: 1 to 5 s. */
const SCOPE_RETRY_SECONDS = 2;

/**
 * `SCOPE_INSUFFICIENT` and `READ_ONLY_SCOPE` (AdCP 3.0, authorization errors): tried again, at most three times in all,
 * then it is a missing permission that a person must see to.
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
 * What the seller says of the key is about an earlier call with it, and tells of no end: whether that one executed is told
 * by the buys alone (AdCP 3.0, idempotency).
 */
export function isAboutTheKey(fault: SellerFault): boolean {
  return fault.code === 'IDEMPOTENCY_EXPIRED' || fault.code === 'IDEMPOTENCY_CONFLICT';
}
