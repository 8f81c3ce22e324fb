import { type Finding, type OutcomeStatus, VERSION_UNSUPPORTED, refusesVersion } from '@adcp-orchestrator/domain';
import { FaultAction } from './adcp-error';
import { Executed, type SellerFault, operationErrorOf } from './seller-fault';

const failed: OutcomeStatus = 'failed';

/**
 * What a failed call means for the operation that it was made for.
 * - refused credential or release, or a passing reason and provably not executed: `not_executed`
 * - the seller's definite no: settled as `failed`
 * - everything else may have executed: `unproven`; `escalate` where sending again would not help
 */
export function findingOfFault(fault: SellerFault): Finding {
  const error = operationErrorOf(fault);
  if (fault.executed === Executed.no) {
    if (refusesVersion(fault.code)) {
      return { kind: 'not_executed', error: { ...error, code: VERSION_UNSUPPORTED }, unauthorized: true };
    }
    if (fault.unauthorized) return { kind: 'not_executed', error, unauthorized: true };
    if (fault.action === FaultAction.retry) return { kind: 'not_executed', error };
    return { kind: 'settled', outcome: { status: failed, error } };
  }
  const escalate = fault.action === FaultAction.escalateToHuman || fault.action === FaultAction.surfaceToCaller;
  return { kind: 'unproven', error, ...(escalate ? { escalate } : {}) };
}
