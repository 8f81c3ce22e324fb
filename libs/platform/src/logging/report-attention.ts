import { type Operation, whatToDo } from '@adcp-orchestrator/domain';
import type { Log } from './create-logger';

/**
 * @returns the callback for `LedgerOptions.onAttention`: it tells people who only read the log that a person is needed
 */
export function reportAttention(log: Pick<Log, 'warn'>): (operation: Operation) => void {
  return (operation) => {
    const { id, tenantId, sellerId, poNumber, type, attention } = operation;
    if (attention === null) return;
    log.warn(
      {
        tenant: tenantId,
        operation: id,
        seller: sellerId,
        po_number: poNumber,
        type,
        reason: attention.reason,
        what_to_do: whatToDo(operation, attention.reason, operation.sellerId),
      },
      'an operation needs a person',
    );
  };
}
