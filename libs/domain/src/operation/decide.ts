import type { DecisionContext } from './context';
import type { Decision, Patch } from './decision';
import { deadlinePassed, isOnlyCall, unsentAtDeadline } from './deadline-passed';
import { buyOfAnother, contradiction, holderOf, isUntakenWord, leaveInDoubt, unkeepableId } from './doubt';
import {
  isAsked,
  isAskedBeforeTheCall,
  isCalling,
  isFromBefore,
  isOfAnotherCall,
  isOfKnownWork,
  mayBeOfCallBeforeRetry,
} from './earlier-call';
import { isSameOutcome } from './equality';
import type { Finding, Observation } from './observation';
import type { Operation } from './operation';
import { type Outcome, endsBadly } from './outcome';
import { decideOperatorAction } from './operator-action';
import { callBeforeRetryMayHaveBooked, earlierCallMayHaveBooked, isCallOpen } from './sending';
import { ATTEMPTS_IN_BUDGET, replayWindowIsOpen } from './schedule';
import { OperationStatus, isSettled, kindOf } from './status';
import { isAllowed } from './transitions';

const S = OperationStatus;

/**
 * The whole of the rules, total over every pair of status and finding. No clock, no chance, no I/O.
 * @param operation the row as it is
 * @param observation what was learned
 * @param context the injected time, chance, timings and the seller's traits
 */
export function decide(operation: Operation, observation: Observation, context: DecisionContext): Decision {
  const { finding, taskId } = observation;
  const namesAnother = taskId !== undefined && operation.taskId !== null && taskId !== operation.taskId;
  if (namesAnother && !isOvertaken(operation, observation)) {
    return contradiction(
      operation,
      observation,
      `the operation is bound to task ${operation.taskId}, this speaks of ${taskId}`,
    );
  }
  switch (finding.kind) {
    case 'settled':
      return settle(operation, observation, context);
    case 'pending':
      return finding.callOpen === true
        ? callGoesOn(operation, observation, finding.status)
        : pend(operation, observation, finding.status, context);
    case 'not_executed':
      return notExecuted(operation, observation, context);
    case 'unproven':
      return unproven(operation, observation, context);
    case 'no_evidence':
      return noEvidence(operation, observation);
    case 'unknown_word':
      return unknownWord(operation, observation, finding.word, context);
    case 'unkeepable_id':
      return unkeepableId(operation, observation, finding);
    case 'ask_failed':
      return { verdict: 'unchanged', reason: `asking the seller failed: ${finding.error.message}` };
    case 'deadline_passed':
      return deadlinePassed(operation, context);
    case 'creatives_due':
      return creativesDue(operation, finding.deadline);
    case 'cancel_requested':
    case 'poll_requested':
    case 'retry_requested':
    case 'resolved':
      return decideOperatorAction(operation, finding, context);
  }
}

/** What was asked before a person's retry names the task of then: that is no contradiction, unless it has booked. */
function isOvertaken(operation: Operation, observation: Observation): boolean {
  const { finding } = observation;
  const booked = finding.kind === 'settled' && !endsBadly(finding.outcome);
  return !booked && isAskedBeforeTheCall(operation, observation);
}

/** That an earlier call came to nothing ends nothing once another one was made: that one may book. */
function settle(operation: Operation, observation: Observation, context: DecisionContext): Decision {
  const { outcome, fingerprint, delivering } = findingOf(observation, 'settled');
  if (endsBadly(outcome) && mayStillBook(operation)) {
    if (isOfAnotherCall(operation, observation) || isFromBefore(operation, observation, context)) {
      return nothingOfThisCall(operation, observation, describe(outcome));
    }
    if (mayBeOfCallBeforeRetry(operation, observation)) {
      const ambiguous: Finding = { kind: 'no_evidence', ambiguous: true };
      return nothingOfThisCall(operation, { ...observation, finding: ambiguous }, `perhaps ${describe(outcome)}`);
    }
  }
  if (operation.outcome !== null) {
    const known = { outcome: operation.outcome, fingerprint: operation.outcomeFingerprint };
    if (!isSameOutcome(known, { outcome, fingerprint })) {
      // That an earlier call came to nothing contradicts no end.
      if (endsBadly(outcome) && isOfAnotherCall(operation, observation)) {
        return nothingOfThisCall(operation, observation, describe(outcome));
      }
      return contradiction(
        operation,
        observation,
        `settled as ${describe(operation.outcome)}, this says ${describe(outcome)}`,
      );
    }
    if (delivering === true && isAllowed(operation.status, S.active)) {
      return { verdict: 'transitions', to: [S.active], patch: {}, reason: 'the media buy is delivering' };
    }
    return { verdict: 'duplicate', reason: `already settled as ${describe(operation.outcome)}` };
  }
  const holder = holderOf(operation, outcome, context);
  if (holder !== undefined) return leaveInDoubt(operation, observation, buyOfAnother(outcome, holder));
  const to: OperationStatus[] =
    delivering === true && outcome.status === S.created ? [S.created, S.active] : [outcome.status];
  const bad = endsBadly(outcome);
  const doubtful = bad && leavesDoubt(operation, observation);
  return {
    verdict: 'transitions',
    to,
    patch: {
      outcome,
      outcomeFingerprint: fingerprint ?? null,
      error: null,
      ...(bad && !doubtful ? { mayHaveExecuted: false } : {}),
    },
    reason: `settled as ${describe(outcome)}${doubtful ? '; an earlier call may have executed all the same' : ''}`,
  };
}

/**
 * Whether a bad end leaves open that an earlier call has booked: a refusal may be the word of who looked at the last call
 * alone. The end of the task or the buy that was named, and an answer that the seller repeats, are those of the key, and so
 * of every call with it.
 */
function leavesDoubt(operation: Operation, observation: Observation): boolean {
  if (callBeforeRetryMayHaveBooked(operation)) return earlierCallMayHaveBooked(operation);
  const ofTheKey = observation.replayed === true || isOfKnownWork(operation, observation);
  return earlierCallMayHaveBooked(operation) && !ofTheKey;
}

function pend(
  operation: Operation,
  observation: Observation,
  status: OperationStatus,
  context: DecisionContext,
): Decision {
  if (isSettled(operation.status)) return { verdict: 'stale', reason: `${status} after the end` };
  if (isFromBefore(operation, observation, context)) return nothingOfThisCall(operation, observation, status);
  if (operation.status === S.timedOut) {
    if (status === S.approved && !operation.late && isNews(observation.sellerTaskStatus, operation.sellerTaskStatus)) {
      return {
        verdict: 'transitions',
        to: [],
        patch: { late: true },
        reason: 'approved after the deadline; the outcome is not known yet',
      };
    }
    // The slow watch hears this every hour: only a task that was not known is worth a line.
    if (isAsked(observation) && !isNews(observation.taskId, operation.taskId)) {
      return { verdict: 'unchanged', reason: `still ${status} after the deadline` };
    }
    return { verdict: 'stale', reason: `${status} after the deadline; only an outcome changes a timed out operation` };
  }
  if (operation.status === status) {
    return learnsSomething(operation, observation) || endsOpenCall(operation, observation)
      ? { verdict: 'transitions', to: [], patch: {}, reason: `still ${status}` }
      : { verdict: 'unchanged', reason: `still ${status}` };
  }
  if (!isAllowed(operation.status, status)) {
    return contradiction(operation, observation, `${operation.status} does not lead to ${status}`);
  }
  if (isUntakenWord(operation)) {
    return { verdict: isAsked(observation) ? 'unchanged' : 'stale', reason: `${status}, while a person must look` };
  }
  return {
    verdict: 'transitions',
    to: [status],
    // Out of doubt again, its deadline counts again: if that has passed, it times out at the timer's next look.
    patch: { error: null, ...(operation.status === S.inDoubt ? { deadlinePassedAt: null } : {}) },
    reason: `the seller says ${status}`,
  };
}

/** Progress on the open connection: the call is still the worker's that made it, and its answer is yet to come. */
function callGoesOn(operation: Operation, observation: Observation, status: OperationStatus): Decision {
  if (operation.status !== S.submitting || isOfAnotherCall(operation, observation)) {
    return { verdict: 'unchanged', reason: `the call goes on, after ${operation.status}` };
  }
  return {
    verdict: 'transitions',
    to: [status],
    patch: { keepsCall: true },
    reason: `the seller says ${status}, and the call goes on`,
  };
}

/** The answer itself says no more than what its connection told before: from now on the seller is asked. */
function endsOpenCall(operation: Operation, { source }: Observation): boolean {
  return isCallOpen(operation) && (source === 'response' || source === 'reconcile');
}

/** What is found of before, when the call itself is asked about, is no evidence of it; told unasked, it is overtaken. */
function nothingOfThisCall(operation: Operation, observation: Observation, word: string): Decision {
  const asked = isAsked(observation) && !isAskedBeforeTheCall(operation, observation);
  return asked && !isOfAnotherCall(operation, observation)
    ? noEvidence(operation, observation)
    : { verdict: 'stale', reason: `${word}, said of an earlier call` };
}

/** Another call than the one that is spoken of was made, and its end is not known. */
function mayStillBook(operation: Operation): boolean {
  if (isSettled(operation.status)) return false;
  return operation.callStartedAt !== null || earlierCallMayHaveBooked(operation);
}

function learnsSomething(operation: Operation, observation: Observation): boolean {
  return (
    isNews(observation.taskId, operation.taskId) ||
    isNews(observation.mediaBuyId, operation.pendingMediaBuyId) ||
    isNews(observation.contextId, operation.contextId) ||
    isNews(observation.sellerStatus, operation.sellerStatus) ||
    isNews(observation.sellerTaskStatus, operation.sellerTaskStatus)
  );
}

function isNews(learned: string | undefined, known: string | null): boolean {
  return learned !== undefined && learned !== known;
}

function notExecuted(operation: Operation, observation: Observation, context: DecisionContext): Decision {
  const { error, unauthorized } = findingOf(observation, 'not_executed');
  // The deadline fell into this call: now that it is known to have done nothing, there is nothing to watch for.
  if (operation.status === S.timedOut && isOnlyCall(operation, observation)) {
    return {
      verdict: 'transitions',
      to: [S.failed],
      patch: unsentAtDeadline(error),
      reason: `the call under way at the deadline did not execute: ${error.message}`,
    };
  }
  if (!isCalling(operation) || isOfAnotherCall(operation, observation)) {
    return { verdict: 'stale', reason: `a call that did not execute, after ${operation.status}` };
  }
  // Held back before any call since a person's retry: what that person allowed still waits to be done.
  const startedNone = operation.callStartedAt === null;
  if (operation.mayHaveExecuted && !startedNone) {
    // Judged over all attempts: an earlier call may have booked it, so this one proves nothing.
    return resendOrDoubt(operation, { error }, `${error.message}; an earlier call may have executed`, context);
  }
  return {
    verdict: 'transitions',
    to: [unauthorized === true ? S.pendingPermission : S.requested],
    patch: { error, callStartedAt: null },
    reason: `the call did not execute: ${error.message}`,
  };
}

function unproven(operation: Operation, observation: Observation, context: DecisionContext): Decision {
  const { error, escalate } = findingOf(observation, 'unproven');
  const calling = operation.status === S.submitting || operation.status === S.working;
  // A known task is followed by polls, whatever became of the call that was to bring its end.
  const followed = operation.status === S.working && operation.taskId !== null;
  if (!calling || followed || isOfAnotherCall(operation, observation)) {
    return { verdict: 'stale', reason: `a call without proof, after ${operation.status}` };
  }
  const patch: Patch = { error, mayHaveExecuted: true };
  const reason = `it may have executed: ${error.message}`;
  if (escalate === true || !isCalling(operation)) {
    return { verdict: 'transitions', to: [S.inDoubt], patch, reason };
  }
  return resendOrDoubt(operation, patch, reason, context);
}

/** The same bytes and key go out again while the seller promises to replay them; otherwise it stays in doubt. */
function resendOrDoubt(operation: Operation, patch: Patch, reason: string, context: DecisionContext): Decision {
  if (operation.attemptsInBudget < ATTEMPTS_IN_BUDGET && replayWindowIsOpen(operation, context)) {
    return {
      verdict: 'transitions',
      to: operation.status === S.submitting ? [] : [S.submitting],
      patch: { ...patch, releaseLease: true },
      reason: `${reason}; the same bytes and key go out again`,
    };
  }
  return { verdict: 'transitions', to: [S.inDoubt], patch, reason };
}

function findingOf<K extends Finding['kind']>(observation: Observation, kind: K): Extract<Finding, { kind: K }> {
  if (observation.finding.kind !== kind) throw new TypeError(`expected a finding "${kind}"`);
  return observation.finding as Extract<Finding, { kind: K }>;
}

function noEvidence(operation: Operation, observation: Observation): Decision {
  if (kindOf(operation.status) === 'settled') return { verdict: 'stale', reason: 'no evidence, after the end' };
  if (isAskedBeforeTheCall(operation, observation) || isOfAnotherCall(operation, observation)) {
    return { verdict: 'stale', reason: 'no evidence of an earlier call' };
  }
  const { finding } = observation;
  const ambiguous = finding.kind === 'no_evidence' && finding.ambiguous === true;
  const followed = operation.taskId !== null || operation.status === S.approved || ambiguous;
  const doubtful = isCalling(operation) || (kindOf(operation.status) === 'pending' && followed);
  if (!doubtful) return { verdict: 'unchanged', reason: 'no evidence at the seller; not found proves nothing' };
  return {
    verdict: 'transitions',
    to: [S.inDoubt],
    // What it named, if anything, is not this call's.
    patch: { mayHaveExecuted: true, taskId: operation.taskId, pendingMediaBuyId: operation.pendingMediaBuyId },
    reason: ambiguous
      ? 'what the seller shows may be about an earlier request'
      : 'the seller shows neither the task nor its outcome',
  };
}

function unknownWord(operation: Operation, observation: Observation, word: string, context: DecisionContext): Decision {
  if (isSettled(operation.status)) return { verdict: 'stale', reason: `"${word}" after the end` };
  if (isFromBefore(operation, observation, context)) return nothingOfThisCall(operation, observation, `"${word}"`);
  if (operation.status === S.submitting || endsOpenCall(operation, observation)) {
    return {
      verdict: 'transitions',
      to: [S.inDoubt],
      patch: {
        mayHaveExecuted: true,
        error: { code: 'UNKNOWN_SELLER_STATUS', message: `the seller answered "${word}"`, recovery: null },
      },
      reason: `the seller answered "${word}", which no table knows`,
    };
  }
  if (operation.status !== S.timedOut && learnsSomething(operation, observation)) {
    return { verdict: 'transitions', to: [], patch: {}, reason: `the seller says "${word}", which no table knows` };
  }
  return { verdict: 'unchanged', reason: `the seller says "${word}", which no table knows`, alarm: true };
}

/** Whether the buy still waits is the media buy's own state; that there is one is the operation's. */
function creativesDue(operation: Operation, deadline: string): Decision {
  if (operation.status !== S.created && operation.status !== S.active) {
    return { verdict: 'refused', reason: `there is no media buy while the operation is ${operation.status}` };
  }
  const reason = `the deadline for creatives is near: ${deadline}`;
  return { verdict: 'transitions', to: [], patch: { creativesDue: deadline }, reason };
}

function describe(outcome: Outcome): string {
  return outcome.mediaBuyId === undefined ? outcome.status : `${outcome.status} ${outcome.mediaBuyId}`;
}
