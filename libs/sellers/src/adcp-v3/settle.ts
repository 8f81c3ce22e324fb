import {
  type Answer,
  type Finding,
  type JsonObject,
  type OperationError,
  OperationType,
  type Outcome,
  successStatus,
} from '@adcp-orchestrator/domain';
import { said } from '../dialect/answers';
import { bodyErrorOf, clipped, faultOfError, operationErrorOf } from '../faults';
import { firstText, idField, objectField, textField } from '../json/fields';
import { meaningOfBuy } from './status-words';

/** The buy's own status. Newer sellers say it apart from the task's. */
export function buyStatusOf(result: JsonObject): string | undefined {
  return firstText(result, 'media_buy_status', 'status');
}

/**
 * Whether the work still waits for the seller's people, whichever of the two words says so. A call or task that is
 * `completed` approves no buy.
 */
export function isInApproval(result: JsonObject): boolean {
  const buy = objectField(result, 'media_buy') ?? {};
  const words = [result, buy].flatMap((body) => [textField(body, 'media_buy_status'), textField(body, 'status')]);
  return words.some((word) => meaningOfBuy(word) === 'in_approval');
}

/** The body's word for the state of its buy, when we do not know it. Such a buy may still wait for approval. */
function unknownStateOf(result: JsonObject): string | undefined {
  const said = result.media_buy_status ?? result.status ?? '';
  const word = typeof said === 'string' ? said : JSON.stringify(said);
  return word === '' || meaningOfBuy(word) !== null ? undefined : clipped(word);
}

/**
 * The id of a buy that still waits, or of which the body says a word that nobody knows. The seller is asked about it by
 * this id.
 */
export function waitingBuy(finding: Finding, ...bodies: (JsonObject | undefined)[]): Pick<Answer, 'mediaBuyId'> {
  if (finding.kind !== 'pending' && finding.kind !== 'unknown_word') return {};
  const ids = bodies.map((body) => (body === undefined ? undefined : idField(body, 'media_buy_id')));
  const mediaBuyId = ids.find((id) => id !== undefined);
  return mediaBuyId === undefined ? {} : { mediaBuyId };
}

/**
 * Reads a result body (`CreateMediaBuySuccess` and its kin): an end, a wait for approval, or a word for a create's buy
 * that nobody knows.
 * @returns null when nothing is proved: a create's result names no buy, or the type is unknown and the buy came to a
 *   bad end. A question that knows the type brings the outcome.
 */
export function findingOfResult(type: OperationType | null, result: JsonObject): Finding | null {
  const meaning = meaningOfBuy(buyStatusOf(result));
  const badly = meaning === 'rejected' || meaning === 'canceled' || meaning === 'failed';
  if (!badly && isInApproval(result)) return { kind: 'pending', status: 'pending_approval' };
  if (type !== OperationType.createMediaBuy) {
    // A webhook may not name its type. If it is a create's, its buy may deliver already, or have been refused.
    if (type === null && badly) return null;
    const delivering = type === null && meaning === 'delivering';
    return { kind: 'settled', outcome: successOf(type, result), ...(delivering ? { delivering } : {}) };
  }
  if (idField(result, 'media_buy_id') === undefined) return null;
  if (badly) return settledBadly(meaning, result);
  const word = unknownStateOf(result);
  if (word !== undefined) return { kind: 'unknown_word', word };
  const outcome = successOf(type, result);
  return { kind: 'settled', outcome, ...(meaning === 'delivering' ? { delivering: true } : {}) };
}

/** The finding of a bad end. The reason is looked for in the bodies, in their order. */
export function settledBadly(
  status: 'failed' | 'rejected' | 'canceled',
  ...bodies: (JsonObject | undefined)[]
): Finding {
  const known = bodies.filter((body) => body !== undefined);
  const error = known.map(bodyErrorOf).find((found) => found !== null);
  const mediaBuyId = known.map((body) => idField(body, 'media_buy_id')).find((id) => id !== undefined);
  const outcome: Outcome = said({
    status,
    mediaBuyId,
    error: error === undefined ? proseError(status, known) : operationErrorOf(faultOfError(error)),
  });
  return { kind: 'settled', outcome };
}

function successOf(type: OperationType | null, result: JsonObject): Outcome {
  return said<Outcome>({
    status: type === null ? 'completed' : successStatus(type),
    mediaBuyId: idField(result, 'media_buy_id'),
    creativeDeadline: textField(result, 'creative_deadline'),
    result,
  });
}

function proseError(status: 'failed' | 'rejected' | 'canceled', bodies: JsonObject[]): OperationError {
  const reason = bodies
    .map((body) => firstText(body, 'rejection_reason', 'cancellation_reason', 'reason', 'message'))
    .find((found) => found !== undefined);
  const code = { failed: 'FAILED_AT_SELLER', rejected: 'REJECTED_BY_SELLER', canceled: 'CANCELED_BY_SELLER' }[status];
  const message = reason === undefined ? `the seller says ${status} and gave no reason` : clipped(reason);
  return { code, message, recovery: null };
}
