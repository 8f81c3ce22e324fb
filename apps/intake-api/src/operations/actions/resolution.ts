import { type OperationError, type OperationType, type Outcome, successStatus } from '@adcp-orchestrator/domain';
import { invalidBody } from '../../problems/problem';
import type { ResolveBody } from './action-bodies';

/**
 * @returns the outcome that a person's resolution records
 * @throws RequestProblemError when a good end has another name for this type of operation
 */
export function outcomeOf(body: ResolveBody, type: OperationType): Outcome {
  switch (body.status) {
    case 'created':
    case 'completed': {
      const good = successStatus(type);
      if (body.status !== good) throw invalidBody('/status', `${type} ends well as "${good}", not as "${body.status}"`);
      return {
        status: good,
        ...(body.media_buy_id === undefined ? {} : { mediaBuyId: body.media_buy_id }),
        ...(body.status === 'created' && body.creative_deadline !== undefined
          ? { creativeDeadline: body.creative_deadline }
          : {}),
      };
    }
    case 'failed':
    case 'rejected':
      return { status: body.status, error: personsWord(body.reason ?? body.note) };
    case 'canceled':
      return { status: 'canceled' };
  }
}

function personsWord(message: string): OperationError {
  return { code: 'RESOLVED_BY_OPERATOR', message, recovery: 'terminal' };
}
