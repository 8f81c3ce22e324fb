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
  /** The last call's. Or they are about a task or a buy that the seller has named for this operation. */
  thisCall: 'this_call',
  /** An earlier call's. They were asked for or answered before the last call, or name the task of a replaced key. */
  earlierCall: 'earlier_call',
  /**
   * Nobody can tell. They may be about another call of this operation, or about another operation with the same
   * reference.
   */
  unknown: 'unknown',
  /** Another operation's, which had the same reference. */
  anotherOperation: 'another_operation',
} as const;
export type Whose = (typeof Whose)[keyof typeof Whose];

export interface Attribution {
  whose: Whose;
  /** The seller was asked after the last call went out. So its silence counts too: what it does not show is news. */
  answersNow: boolean;
}

/**
 * Decides whose words an observation brings. No other place decides this. A mistake here lets a dead call end a live
 * one, and the desk buys twice (ADR 11).
 * @param facts what the gate has read of other rows, as `lookupsFor` asked
 */
export function attribute(operation: Operation, observation: Observation, facts: Facts): Attribution {
  const { source } = observation;
  const ofLast = isOfLastCall(operation, observation);
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
      // While a call is under way, only the worker that made it asks about it, and marks its question (`ofTheCall`).
      // Every other question was put before the call.
      const answersNow = ofLast && (observation.ofTheCall === true || !isCalling(operation));
      return { whose: whoseNews(operation, observation, facts, { ofLast, overtaken: !answersNow }), answersNow };
    }
  }
}

/** Whether it was learned of the last call, or since; what names no call counts as such. */
function isOfLastCall(operation: Operation, { attempt }: Observation): boolean {
  return attempt === undefined || attempt === attemptOf(operation);
}

/** For a webhook, or the answer to a question. The first rule that holds decides. */
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
  // The next call is claimed and has not gone out. If an earlier call has made a task, that call need not go out at
  // all.
  const waits = status === OperationStatus.submitting && present.length === 0;
  const maySpare = taskId !== undefined && ofLast && waits;
  if (overtaken && !maySpare) return Whose.earlierCall;
  if (taskId !== undefined && namesReplacedKey(operation, observation, taskId, facts)) return Whose.earlierCall;
  // Only operations that were sent are polled. This one waits to be sent again, so the question was put before a
  // person's retry.
  const sentAgain = status === OperationStatus.requested;
  if (source === 'poll' && taskId === undefined && sentAgain) return Whose.earlierCall;
  if (!endedBadly || isOfKnownWork(operation, observation)) return Whose.thisCall;
  const ofAnotherKey = superseded.some(({ key }) => key !== requestKey);
  return ofAnotherKey && mayStillBook(operation) ? Whose.unknown : Whose.thisCall;
}

/**
 * With the same key the seller does the same work, so an earlier call's task is also the last call's. But an earlier
 * call's failure, or its progress on its own connection, says nothing of the last call.
 */
function whoseLateAnswer({ calls, requestKey }: Operation, { finding, attempt }: Observation): Whose {
  const call = calls.find(({ number }) => number === attempt);
  const tellsOfWork = finding.kind === 'unknown_word' || (finding.kind === 'pending' && finding.callOpen !== true);
  return tellsOfWork && call?.key === requestKey ? Whose.thisCall : Whose.earlierCall;
}

/**
 * A task belongs to the key of its call: with the same key the seller repeats the same task. So a task of a replaced
 * key is an earlier call's.
 */
function namesReplacedKey(operation: Operation, observation: Observation, taskId: string, facts: Facts): boolean {
  const { source, callRefused } = observation;
  const ofOtherKey = operation.calls.some(({ task, key }) => task === taskId && key !== operation.requestKey);
  // An operation that is bound asks about its own task alone. A webhook may still tell of the old one.
  if (operation.taskId !== null) return source === 'webhook' && taskId !== operation.taskId && ofOtherKey;
  // When the seller refused the last call, an earlier call's task is all there is to follow.
  return callRefused !== true && (ofOtherKey || facts.formerTasks?.has(taskId) === true);
}

/** Whether it names the task or the waiting buy that the seller has named for this operation. A retry forgets both. */
export function isOfKnownWork(operation: Operation, { taskId, finding }: Observation): boolean {
  const mediaBuyId = finding.kind === 'settled' ? finding.outcome.mediaBuyId : undefined;
  return (
    (taskId !== undefined && taskId === operation.taskId) ||
    (mediaBuyId !== undefined && mediaBuyId === operation.pendingMediaBuyId)
  );
}

/**
 * Whether the seller found this by a reference (`po_number`, `buyer_ref`) instead of by our task. Another operation may
 * have had the same reference.
 */
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

/** What the gate must look up in other rows before `attribute` can decide. */
export interface Lookups {
  /** Is this the task of a replaced key, or of another operation? */
  taskId?: string;
  /** Which other operation has booked this media buy? */
  mediaBuyId?: string;
  /** Has another operation with the same reference been sent, and ended badly? */
  rivals?: true;
  /** Which operation holds the `po_number` that this one has set free? */
  numberHolder?: true;
  /** Is there an action under this key in the timeline? */
  askedKey?: string;
}

/**
 * @param lostBefore the gate has already lost a write of this operation, perhaps because another operation has booked
 *   the buy. A booking is not looked up the first time: the write itself claims the buy, so most bookings cost no
 *   query.
 * @returns the questions; empty for most observations
 */
export function lookupsFor(operation: Operation, observation: Observation, lostBefore: boolean): Lookups {
  const { source, taskId, finding } = observation;
  const lookups: Lookups = {};
  if (observation.asked?.key != null) lookups.askedKey = observation.asked.key.key;
  if (mayTakePoNumberBack(operation)) lookups.numberHolder = true;
  const answersLast = source === 'response' && isOfLastCall(operation, observation);
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
