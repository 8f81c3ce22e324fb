import { Whose } from './attribution';
import type { Facts } from './context';
import type { Decision } from './decision';
import { type FindingOf, type Observation, isAsked } from './observation';
import type { Operation } from './operation';
import type { OperationError, Outcome } from './outcome';
import { MAX_SELLER_ID_CHARACTERS } from './seller-ids';
import { OperationStatus, isSettled } from './status';
import { isAllowed } from './transitions';

/** Why we cannot take the seller's word as it is. Something may be booked, and only a person can find out what. */
export const DoubtCode = {
  buyOfAnother: 'MEDIA_BUY_OF_ANOTHER_OPERATION',
  idTooLong: 'SELLER_ID_TOO_LONG',
} as const;

const codes: ReadonlySet<string> = new Set(Object.values(DoubtCode));

/** @returns the other operation that has booked the buy which this outcome names; undefined when there is none */
export function holderOf(operation: Operation, outcome: Outcome, facts?: Facts): string | undefined {
  // Only a create makes a buy. Every other type names the buy of an earlier create.
  if (operation.type !== 'create_media_buy' || outcome.mediaBuyId === undefined) return undefined;
  return facts?.otherBuys?.get(outcome.mediaBuyId);
}

/** Two creates cannot both have made one buy. What became of the second, nobody knows. */
export function buyOfAnother({ mediaBuyId = '' }: Outcome, holder: string): OperationError {
  return {
    code: DoubtCode.buyOfAnother,
    message: `media buy ${mediaBuyId} is that of operation ${holder}`,
    recovery: null,
    field: 'media_buy_id',
    suggestion:
      'Ask the seller whether it has booked this order too. Then resolve it: as created with the id of its own buy, or as failed, rejected or canceled.',
    details: { media_buy_id: mediaBuyId, operation_id: holder },
  };
}

function idTooLong({ field, characters }: FindingOf<'unkeepable_id'>): OperationError {
  return {
    code: DoubtCode.idTooLong,
    message: `the seller names a ${field} of ${characters} characters; at most ${MAX_SELLER_ID_CHARACTERS} can be kept`,
    recovery: null,
    field,
    suggestion: `Ask the seller whether it has booked, and ask for an id of at most ${MAX_SELLER_ID_CHARACTERS} characters. Then resolve the operation.`,
  };
}

/** A contradiction. It is recorded once when polls repeat it; from other channels it is recorded each time. */
export function contradiction(operation: Operation, observation: Observation, reason: string): Decision {
  return isAsked(observation) && operation.lastConflict === reason
    ? { verdict: 'unchanged', reason }
    : { verdict: 'conflict', reason };
}

/**
 * Decides what follows when the seller's id is too long to keep. The id neither ends the operation nor binds a task. So
 * an end under such an id leaves doubt. A wait that an earlier call told is overtaken.
 */
export function unkeepableId(
  operation: Operation,
  observation: Observation,
  finding: FindingOf<'unkeepable_id'>,
  whose: Whose,
): Decision {
  const { settles } = finding;
  const error = idTooLong(finding);
  if (!settles && (isSettled(operation.status) || whose === Whose.earlierCall)) {
    return { verdict: 'stale', reason: `${error.message}; said after ${operation.status}` };
  }
  if (isSettled(operation.status)) return contradiction(operation, observation, error.message);
  return leaveInDoubt(operation, observation, error);
}

/**
 * A conflict that leaves the operation in doubt. A poll that repeats it is no news when the status cannot get worse.
 */
export function leaveInDoubt(operation: Operation, observation: Observation, error: OperationError): Decision {
  const known = operation.lastConflict === error.message && !isAllowed(operation.status, OperationStatus.inDoubt);
  if (known && isAsked(observation)) return { verdict: 'unchanged', reason: error.message };
  return { verdict: 'conflict', reason: error.message, doubt: error };
}

/**
 * @returns whether the operation is in one of these doubts. The seller has already told of something that we could not
 *   take. That it now says "waiting" answers nothing: only an outcome or a person ends this doubt.
 */
export function isUntakenWord({ status, error }: Operation): boolean {
  return status === OperationStatus.inDoubt && error !== null && codes.has(error.code);
}
