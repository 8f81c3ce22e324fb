import { attemptOf } from './call';
import type { Facts } from './context';
import { mayTakePoNumberBack } from './held-number';
import { type Observation, isAsked } from './observation';
import type { Operation } from './operation';
import { endsBadly } from './outcome';
import { executedCalls, isCalling, mayStillBook } from './sending';
import { OperationStatus } from './status';

/** Whose words an observation brings. */
export const Whose = {
  /** The last call's, or those of work that the seller is known to have made for this operation. */
  thisCall: 'this_call',
  /** An earlier call's: asked or answered before the last one, or about the task of a key that was replaced. */
  earlierCall: 'earlier_call',
  /** Nobody can tell: several calls of this operation, or of another one with the same reference, may be meant. */
  unknown: 'unknown',
  /** Another operation's that had the same reference. */
  anotherOperation: 'another_operation',
} as const;
export type Whose = (typeof Whose)[keyof typeof Whose];

export interface Attribution {
  whose: Whose;
  /** It answers a question that was put since the last call, so that what it does not show is news too. */
  answersNow: boolean;
}

/**
 * Decides whose words an observation brings: the only place that does.
 * @param facts what the gate has read of `lookupsFor` the observation
 */
export function attribute(operation: Operation, observation: Observation, facts: Facts): Attribution {
  const { source, attempt } = observation;
  const ofLast = attempt === undefined || attempt === attemptOf(operation);
  switch (source) {
    case 'operator':
    case 'timer':
      return { whose: Whose.thisCall, answersNow: false };
    case 'response':
      return { whose: ofLast ? Whose.thisCall : whoseLateAnswer(operation, observation), answersNow: false };
    case 'webhook':
      return { whose: whoseNews(operation, observation, facts, { ofLast, overtaken: false }), answersNow: false };
    case 'poll':
    case 'reconcile': {
      // While a call is under way only whoever made it asks about it, and says so: every other question was put before.
      const answersNow = ofLast && (observation.ofTheCall === true || !isCalling(operation));
      return { whose: whoseNews(operation, observation, facts, { ofLast, overtaken: !answersNow }), answersNow };
    }
  }
}

/** Of a webhook, or the answer to a question. The first rule that holds counts. */
function whoseNews(
  operation: Operation,
  observation: Observation,
  facts: Facts,
  { ofLast, overtaken }: { ofLast: boolean; overtaken: boolean },
): Whose {
  const { source, taskId, finding } = observation;
  const { status, requestKey } = operation;
  const { present, superseded } = executedCalls(operation);
  const endedBadly = finding.kind === 'settled' && endsBadly(finding.outcome);

  if (isFoundByReference(operation, observation)) {
    if (isOfAnotherOperation(operation, observation, facts)) return Whose.anotherOperation;
    if (endedBadly && taskId === undefined && facts.rivals === true) return Whose.unknown;
  }
  // The next call is claimed and has not gone out: a task that an earlier one has made can still spare it.
  const waits = status === OperationStatus.submitting && present.length === 0;
  const maySpare = taskId !== undefined && ofLast && waits;
  if (overtaken && !maySpare) return Whose.earlierCall;
  if (taskId !== undefined && namesReplacedKey(operation, observation, taskId, facts)) return Whose.earlierCall;
  // Only what was sent is polled: the question was put before a person sent it again.
  const sentAgain = status === OperationStatus.requested;
  if (source === 'poll' && taskId === undefined && sentAgain) return Whose.earlierCall;
  if (!endedBadly || isOfKnownWork(operation, observation)) return Whose.thisCall;
  const ofAnotherKey = superseded.some(({ key }) => key !== requestKey);
  return ofAnotherKey && mayStillBook(operation) ? Whose.unknown : Whose.thisCall;
}

/** With the same key the seller does the same work. But an earlier call's failure or progress is not the last call's. */
function whoseLateAnswer({ calls, requestKey }: Operation, { finding, attempt }: Observation): Whose {
  const call = calls.find(({ number }) => number === attempt);
  const tellsOfWork = finding.kind === 'unknown_word' || (finding.kind === 'pending' && finding.callOpen !== true);
  return tellsOfWork && call?.key === requestKey ? Whose.thisCall : Whose.earlierCall;
}

/** A task is of the key that its call carried: with the same key the seller repeats the same task. */
function namesReplacedKey(operation: Operation, observation: Observation, taskId: string, facts: Facts): boolean {
  const { source, callRefused } = observation;
  const ofOtherKey = operation.calls.some(({ task, key }) => task === taskId && key !== operation.requestKey);
  // Bound, it follows another task, and asks about that alone. A webhook may still tell of the old one.
  if (operation.taskId !== null) return source === 'webhook' && taskId !== operation.taskId && ofOtherKey;
  // After the refusal of the last call, an earlier one's task is all there is.
  return callRefused !== true && (ofOtherKey || facts.formerTasks?.has(taskId) === true);
}

/** Whether it speaks of the task, or of the waiting buy, that the seller named for this operation; a retry forgets both. */
export function isOfKnownWork(operation: Operation, { taskId, finding }: Observation): boolean {
  const mediaBuyId = finding.kind === 'settled' ? finding.outcome.mediaBuyId : undefined;
  return (
    (taskId !== undefined && taskId === operation.taskId) ||
    (mediaBuyId !== undefined && mediaBuyId === operation.pendingMediaBuyId)
  );
}

/** Asked about without a task, or with one that is gone: the seller has looked for a reference that others may have had. */
function isFoundByReference(operation: Operation, observation: Observation): boolean {
  const { taskId, finding } = observation;
  if (!isAsked(observation) || isOfKnownWork(operation, observation)) return false;
  return taskId === undefined ? finding.kind === 'settled' : operation.taskId === null;
}

function isOfAnotherOperation({ type }: Operation, { taskId, finding }: Observation, facts: Facts): boolean {
  if (taskId !== undefined && facts.otherTasks?.has(taskId) === true) return true;
  // Only a create brings a media buy into being. Another type that names one means an earlier create's.
  if (finding.kind !== 'settled' || type !== 'create_media_buy') return false;
  return finding.outcome.mediaBuyId !== undefined && facts.otherBuys?.has(finding.outcome.mediaBuyId) === true;
}

/** What the gate has to look up in other rows before it can be decided whose words these are. */
export interface Lookups {
  /** Whether this task is of a replaced key, or another operation's. */
  taskId?: string;
  /** Who has booked this media buy. */
  mediaBuyId?: string;
  /** Whether another operation with the same reference was sent and ended badly. */
  rivals?: true;
  /** Who holds the `po_number` that this operation has set free. */
  numberHolder?: true;
}

/**
 * @param lostBefore its write was lost, perhaps because another operation has booked the buy that it names: the write
 *   itself claims a booked buy, so that most bookings need no look before
 */
export function lookupsFor(operation: Operation, observation: Observation, lostBefore: boolean): Lookups {
  const { source, taskId, finding, attempt } = observation;
  const lookups: Lookups = {};
  if (mayTakePoNumberBack(operation)) lookups.numberHolder = true;
  const answersLast = source === 'response' && (attempt === undefined || attempt === attemptOf(operation));
  if (taskId !== undefined && operation.taskId === null && !answersLast) lookups.taskId = taskId;
  if (finding.kind !== 'settled' && finding.kind !== 'resolved') return lookups;
  const { outcome } = finding;
  const byReference = isFoundByReference(operation, observation);
  const looks = byReference || (operation.outcome === null && (lostBefore || endsBadly(outcome)));
  if (outcome.mediaBuyId !== undefined && operation.type === 'create_media_buy' && looks) {
    lookups.mediaBuyId = outcome.mediaBuyId;
  }
  if (byReference && taskId === undefined && endsBadly(outcome)) lookups.rivals = true;
  return lookups;
}
