import {
  type Finding,
  type JsonObject,
  type OperationError,
  OperationType,
  type Outcome,
  successStatus,
} from '@adcp-orchestrator/domain';
import { said } from '../dialect/answers';
import { bodyErrorOf, clipped, faultOfError, operationErrorOf } from '../faults';
import { firstText, idField } from '../json/fields';
import type { WordMeaning } from './status-words';

type Ended = Extract<WordMeaning, { kind: 'ended' }>;

/** The finding of a body whose word ends the operation (guide, Example Orchestrator Flow). */
export function settledBy(type: OperationType, meaning: Ended, body: JsonObject): Finding {
  if (meaning.as !== 'succeeded') {
    return { kind: 'settled', outcome: { status: meaning.as, error: errorOf(meaning.as, body), result: body } };
  }
  const outcome = successOf(type, body);
  return { kind: 'settled', outcome, ...(meaning.delivering === true ? { delivering: true } : {}) };
}

export function successOf(type: OperationType, body: JsonObject): Outcome {
  return said<Outcome>({
    status: successStatus(type),
    mediaBuyId: idField(body, 'media_buy_id'),
    creativeDeadline: firstText(body, 'creative_deadline'),
    result: body,
  });
}

/** Whether a body proves a good end of this type. A create must name its buy. */
export function provesSuccess(type: OperationType, body: JsonObject): boolean {
  return type !== OperationType.createMediaBuy || idField(body, 'media_buy_id') !== undefined;
}

/** Why the seller said no: its error, or else the prose that it gave as a reason. */
export function errorOf(as: 'failed' | 'rejected', body: JsonObject): OperationError {
  const error = bodyErrorOf(body);
  if (error !== null) return operationErrorOf(faultOfError(error));
  const reason = firstText(body, 'reason', 'resolution_detail', 'detail', 'error_detail', 'error', 'message');
  return {
    code: as === 'rejected' ? 'REJECTED_BY_SELLER' : 'FAILED_AT_SELLER',
    message: reason === undefined ? `the seller ${as} it and gave no reason` : clipped(reason),
    recovery: null,
  };
}
