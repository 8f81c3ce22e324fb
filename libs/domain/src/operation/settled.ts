import { type Attribution, Whose, isOfKnownWork } from './attribution';
import { CallFate, answered, ended } from './call';
import type { DecisionContext } from './context';
import type { Decision } from './decision';
import { buyOfAnother, contradiction, holderOf, leaveInDoubt } from './doubt';
import { isSameOutcome } from './equality';
import { aside } from './no-evidence';
import type { FindingOf, Observation } from './observation';
import type { Operation } from './operation';
import { describeOutcome, endsBadly } from './outcome';
import { executedCalls, mayStillBook } from './sending';
import { OperationStatus } from './status';
import { isAllowed } from './transitions';

const S = OperationStatus;

/** Decides what an end means that the seller tells of. */
export function settle(
  operation: Operation,
  observation: Observation,
  { outcome, fingerprint, delivering }: FindingOf<'settled'>,
  words: Attribution,
  context: DecisionContext,
): Decision {
  const { whose } = words;
  const bad = endsBadly(outcome);
  if (bad && whose === Whose.unknown) return aside(operation, observation, words);
  // An earlier call came to nothing. That ends nothing while another call may book.
  if (bad && whose === Whose.earlierCall && mayStillBook(operation)) return aside(operation, observation, words);
  if (operation.outcome !== null) {
    const known = { outcome: operation.outcome, fingerprint: operation.outcomeFingerprint };
    if (!isSameOutcome(known, { outcome, fingerprint })) {
      // A bad end of an earlier call does not contradict this end.
      if (bad && whose === Whose.earlierCall) return aside(operation, observation, words);
      const reason = `settled as ${describeOutcome(operation.outcome)}, this says ${describeOutcome(outcome)}`;
      return contradiction(operation, observation, reason);
    }
    if (delivering === true && isAllowed(operation.status, S.active)) {
      return { verdict: 'transitions', to: [S.active], patch: {}, reason: 'the media buy is delivering' };
    }
    return { verdict: 'duplicate', reason: `already settled as ${describeOutcome(operation.outcome)}` };
  }
  const holder = holderOf(operation, outcome, context.facts);
  if (holder !== undefined) return leaveInDoubt(operation, observation, buyOfAnother(outcome, holder));
  const to: OperationStatus[] =
    delivering === true && outcome.status === S.created ? [S.created, S.active] : [outcome.status];
  const doubtful = bad && leavesDoubt(operation, observation);
  return {
    verdict: 'transitions',
    to,
    patch: {
      outcome,
      outcomeFingerprint: fingerprint ?? null,
      error: null,
      calls: bad && !doubtful ? ended(operation) : answered(operation),
    },
    reason: `settled as ${describeOutcome(outcome)}${doubtful ? '; an earlier call may have executed all the same' : ''}`,
  };
}

/**
 * Whether a bad end leaves open that an earlier call has booked: whoever refused may have looked at the last call
 * alone. Two ends speak for every call with their key: the end of the task or buy that the seller has named, and an
 * answer that the seller repeats.
 */
function leavesDoubt(operation: Operation, observation: Observation): boolean {
  const ofTheKey = observation.replayed === true || isOfKnownWork(operation, observation);
  const { superseded, present } = executedCalls(operation);
  return [...superseded, ...present]
    .slice(0, -1)
    .some(({ fate, key }) => fate === CallFate.unknown && !(ofTheKey && key === operation.requestKey));
}
