import { type Finding, type OutcomeStatus, VERSION_UNSUPPORTED, refusesVersion } from '@adcp-orchestrator/domain';
import { FaultAction } from './adcp-error';
import { Executed, type SellerFault, operationErrorOf } from './seller-fault';

const failed: OutcomeStatus = 'failed';

/**
 * What a failed call means for its operation.
 * - `not_executed`: the seller provably did nothing, and refused the credential or the release, or the reason will
 *   pass.
 * - settled as `failed`: the seller provably did nothing, and will not do it.
 * - `unproven`: everything else, because it may have executed. `escalate`: sending again would not help.
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
