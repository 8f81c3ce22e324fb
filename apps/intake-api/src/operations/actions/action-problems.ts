import { type Operation, allowedActions } from '@adcp-orchestrator/domain';
import { RequestProblemError } from '../../problems/problem';

/** A person named a media buy that another operation has. */
export function mediaBuyTaken(reason: string, holder: string): RequestProblemError {
  return new RequestProblemError('media-buy-taken', `${sentence(reason)} Ask the seller for the buy of this one.`, {
    members: { operation_id: holder },
  });
}

/** The state of the operation does not allow the action. */
export function notAllowed(operation: Operation, reason: string): RequestProblemError {
  return new RequestProblemError('action-not-allowed', sentence(reason), {
    members: {
      operation_id: operation.id,
      operation_status: operation.status,
      allowed_actions: allowedActions(operation),
    },
  });
}

/** The key of an action came before with another action, or another body. */
export function keyReused(key: string, operationId: string): RequestProblemError {
  return new RequestProblemError(
    'idempotency-key-reused',
    `The Idempotency-Key "${key}" came before with another action on operation ${operationId}, or with another body; give a new action a new key.`,
    {
      members: { operation_id: operationId },
      errors: [{ in: 'header', pointer: '/Idempotency-Key', detail: 'is used already', suggestion: 'Take a new key.' }],
    },
  );
}

function sentence(reason: string): string {
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`;
}
