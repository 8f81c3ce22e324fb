import { type Attribution, Whose, attribute, isOfKnownWork } from './attribution';
import { CallFate, answered, callsInBudget, doubted, ended, undone } from './call';
import type { DecisionContext } from './context';
import { deadlinePassed, isOnlyCall, unsentAtDeadline } from './deadline-passed';
import type { Decision, Patch } from './decision';
import { buyOfAnother, contradiction, holderOf, isUntakenWord, leaveInDoubt, unkeepableId } from './doubt';
import { isSameOutcome } from './equality';
import { refusesVersion } from './evidence';
import { type Finding, type Observation, isAsked } from './observation';
import type { Operation } from './operation';
import { type Outcome, endsBadly } from './outcome';
import { decideOperatorAction } from './operator-action';
import { ATTEMPTS_IN_BUDGET, replayWindowIsOpen } from './schedule';
import { isCallOpen, isCalling, mayStillBook, sinceSent } from './sending';
import { OperationStatus, isSettled, kindOf } from './status';
import { isAllowed } from './transitions';

const S = OperationStatus;

/**
 * The whole of the rules, total over every pair of status and finding. No clock, no chance, no I/O. First it is settled
 * whose words these are (`attribute`); then the table reads, for a create that waits:
 *
 * | whose             | booked   | ended badly                      | waits, or an unknown word | shows nothing |
 * | ----------------- | -------- | -------------------------------- | ------------------------- | ------------- |
 * | this call         | ends it  | ends it                          | moves it                  | in doubt      |
 * | an earlier call   | ends it  | ends it if no other one may book | `aside`                   | `aside`       |
 * | nobody can tell   | ends it  | `aside`, ambiguous               | moves it                  | in doubt      |
 * | another operation | `aside`  | `aside`                          | `aside`                   | `aside`       |
 *
 * `aside` is stale when it was told unasked, or asked before the last call. Otherwise the question about this operation
 * has brought no evidence of it.
 * @param operation the row as it is
 * @param observation what was learned, weighed against its evidence
 * @param context the injected time, chance, timings, the seller's traits, and facts of other rows
 */
export function decide(operation: Operation, observation: Observation, context: DecisionContext): Decision {
  const { finding, taskId } = observation;
  const words = attribute(operation, observation, context.facts ?? {});
  if (words.whose === Whose.anotherOperation) return aside(operation, observation, words);
  const isOther = taskId !== undefined && operation.taskId !== null && taskId !== operation.taskId;
  if (isOther && !isOvertaken(observation, words)) {
    const reason = `the operation is bound to task ${operation.taskId}, this speaks of ${taskId}`;
    return contradiction(operation, observation, reason);
  }
  switch (finding.kind) {
    case 'settled':
      return settle(operation, observation, finding, words, context);
    case 'pending':
      return finding.callOpen === true
        ? callGoesOn(operation, finding.status, words)
        : pend(operation, observation, finding.status, words);
    case 'not_executed':
      return notExecuted(operation, observation, finding, words, context);
    case 'unproven':
      return unproven(operation, finding, words, context);
    case 'no_evidence':
      return noEvidence(operation, observation, words);
    case 'unknown_word':
      return unknownWord(operation, observation, finding.word, words);
    case 'unkeepable_id':
      return unkeepableId(operation, observation, finding, words.whose);
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

type FindingOf<K extends Finding['kind']> = Extract<Finding, { kind: K }>;

/** What was asked before the last call names the task of then. That is no contradiction, unless that task has booked. */
function isOvertaken(observation: Observation, { whose }: Attribution): boolean {
  const { finding } = observation;
  const booked = finding.kind === 'settled' && !endsBadly(finding.outcome);
  return whose === Whose.earlierCall && isAsked(observation) && !booked;
}

/** Words that are not this call's, or may not be: see the table above. */
function aside(operation: Operation, observation: Observation, words: Attribution): Decision {
  if (words.answersNow) return noEvidence(operation, observation, words);
  return { verdict: 'stale', reason: `${wordOf(observation.finding)}, said of ${owner[words.whose]}` };
}

function wordOf(finding: Finding): string {
  if (finding.kind === 'settled') return describe(finding.outcome);
  if (finding.kind === 'pending') return finding.status;
  return finding.kind === 'unknown_word' ? `"${finding.word}"` : finding.kind;
}

const owner: Readonly<Record<Whose, string>> = {
  this_call: 'this call',
  earlier_call: 'an earlier call',
  unknown: 'an earlier call, perhaps',
  another_operation: 'another operation with the same reference',
};

function settle(
  operation: Operation,
  observation: Observation,
  { outcome, fingerprint, delivering }: FindingOf<'settled'>,
  words: Attribution,
  context: DecisionContext,
): Decision {
  const { whose } = words;
  const bad = endsBadly(outcome);
  if (bad && whose === Whose.unknown) return aside(operation, observation, words);
  // That an earlier call came to nothing ends nothing while another one may book.
  if (bad && whose === Whose.earlierCall && mayStillBook(operation)) return aside(operation, observation, words);
  if (operation.outcome !== null) {
    const known = { outcome: operation.outcome, fingerprint: operation.outcomeFingerprint };
    if (!isSameOutcome(known, { outcome, fingerprint })) {
      // It contradicts no end either.
      if (bad && whose === Whose.earlierCall) return aside(operation, observation, words);
      const reason = `settled as ${describe(operation.outcome)}, this says ${describe(outcome)}`;
      return contradiction(operation, observation, reason);
    }
    if (delivering === true && isAllowed(operation.status, S.active)) {
      return { verdict: 'transitions', to: [S.active], patch: {}, reason: 'the media buy is delivering' };
    }
    return { verdict: 'duplicate', reason: `already settled as ${describe(operation.outcome)}` };
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
    reason: `settled as ${describe(outcome)}${doubtful ? '; an earlier call may have executed all the same' : ''}`,
  };
}

/**
 * Whether a bad end leaves open that a call before the last one has booked: a refusal may be the word of who looked at the
 * last call alone. The end of the task or the buy that was named, and an answer that the seller repeats, are those of the
 * key, and so of every call with it.
 */
function leavesDoubt(operation: Operation, observation: Observation): boolean {
  const ofTheKey = observation.replayed === true || isOfKnownWork(operation, observation);
  return operation.calls
    .slice(0, -1)
    .some(({ fate, key }) => fate === CallFate.unknown && !(ofTheKey && key === operation.requestKey));
}

function pend(operation: Operation, observation: Observation, status: OperationStatus, words: Attribution): Decision {
  if (isSettled(operation.status)) return { verdict: 'stale', reason: `${status} after the end`, binds: binds(words) };
  if (words.whose === Whose.earlierCall) return aside(operation, observation, words);
  if (operation.status === S.timedOut) return pendAfterDeadline(operation, observation, status);
  if (operation.status === status) {
    return learnsSomething(operation, observation) || endsOpenCall(operation, observation)
      ? { verdict: 'transitions', to: [], patch: { calls: answered(operation) }, reason: `still ${status}` }
      : { verdict: 'unchanged', reason: `still ${status}` };
  }
  if (!isAllowed(operation.status, status)) {
    return contradiction(operation, observation, `${operation.status} does not lead to ${status}`);
  }
  if (isUntakenWord(operation)) {
    const reason = `${status}, while a person must look`;
    return isAsked(observation) ? { verdict: 'unchanged', reason } : { verdict: 'stale', reason, binds: true };
  }
  return {
    verdict: 'transitions',
    to: [status],
    patch: {
      error: null,
      calls: answered(operation),
      // Out of doubt again, its deadline counts again: if that has passed, it times out at the timer's next look.
      ...(operation.status === S.inDoubt ? { deadlinePassedAt: null } : {}),
    },
    reason: `the seller says ${status}`,
  };
}

function pendAfterDeadline(operation: Operation, observation: Observation, status: OperationStatus): Decision {
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
  const reason = `${status} after the deadline; only an outcome changes a timed out operation`;
  return { verdict: 'stale', reason, binds: true };
}

/** Progress on the open connection: the call is still the worker's that made it, and its answer is yet to come. */
function callGoesOn(operation: Operation, status: OperationStatus, { whose }: Attribution): Decision {
  if (operation.status !== S.submitting || whose === Whose.earlierCall) {
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

function binds({ whose }: Attribution): boolean {
  return whose !== Whose.earlierCall;
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

function notExecuted(
  operation: Operation,
  observation: Observation,
  { error, unauthorized }: FindingOf<'not_executed'>,
  { whose }: Attribution,
  context: DecisionContext,
): Decision {
  const calls = undone(operation);
  // The deadline fell into this call: now that it is known to have done nothing, there is nothing to watch for.
  if (operation.status === S.timedOut && isOnlyCall(operation, observation)) {
    return {
      verdict: 'transitions',
      to: [S.failed],
      patch: { ...unsentAtDeadline(error), calls },
      reason: `the call under way at the deadline did not execute: ${error.message}`,
    };
  }
  if (!isCalling(operation) || whose === Whose.earlierCall) {
    return { verdict: 'stale', reason: `a call that did not execute, after ${operation.status}` };
  }
  // Held back before any call since a person's retry, what that person allowed still waits to be done. Otherwise it is
  // judged over all calls: an earlier one may have booked it, so that this one proves nothing.
  if (sinceSent(operation) && calls.some(({ fate }) => fate === CallFate.unknown)) {
    const reason = `${error.message}; an earlier call may have executed`;
    return refusesVersion(error)
      ? { verdict: 'transitions', to: [S.inDoubt], patch: { error, calls }, reason }
      : resendOrDoubt(operation, { error, calls }, reason, context);
  }
  return {
    verdict: 'transitions',
    to: [unauthorized === true ? S.pendingPermission : S.requested],
    patch: { error, calls },
    reason: `the call did not execute: ${error.message}`,
  };
}

function unproven(
  operation: Operation,
  { error, escalate }: FindingOf<'unproven'>,
  { whose }: Attribution,
  context: DecisionContext,
): Decision {
  const calling = operation.status === S.submitting || operation.status === S.working;
  // A known task is followed by polls, whatever became of the call that was to bring its end.
  const followed = operation.status === S.working && operation.taskId !== null;
  if (!calling || followed || whose === Whose.earlierCall) {
    return { verdict: 'stale', reason: `a call without proof, after ${operation.status}` };
  }
  const patch: Patch = { error, calls: doubted(operation) };
  const reason = `it may have executed: ${error.message}`;
  if (escalate === true || !isCalling(operation)) {
    return { verdict: 'transitions', to: [S.inDoubt], patch, reason };
  }
  return resendOrDoubt(operation, patch, reason, context);
}

/** The same bytes and key go out again while the seller promises to replay them; otherwise it stays in doubt. */
function resendOrDoubt(operation: Operation, patch: Patch, reason: string, context: DecisionContext): Decision {
  if (callsInBudget(operation) < ATTEMPTS_IN_BUDGET && replayWindowIsOpen(operation, context)) {
    return {
      verdict: 'transitions',
      to: operation.status === S.submitting ? [] : [S.submitting],
      patch: { ...patch, releaseLease: true },
      reason: `${reason}; the same bytes and key go out again`,
    };
  }
  return { verdict: 'transitions', to: [S.inDoubt], patch, reason };
}

/** The seller shows nothing of this operation, or nothing that is surely its own. */
function noEvidence(operation: Operation, { finding, taskId }: Observation, words: Attribution): Decision {
  if (kindOf(operation.status) === 'settled') return { verdict: 'stale', reason: 'no evidence, after the end' };
  if (words.whose === Whose.earlierCall && !words.answersNow) {
    return { verdict: 'stale', reason: 'no evidence of an earlier call' };
  }
  const ambiguous = words.whose === Whose.unknown || (finding.kind === 'no_evidence' && finding.ambiguous === true);
  const followed = operation.taskId !== null || operation.status === S.approved || ambiguous;
  const doubtful = isCalling(operation) || (kindOf(operation.status) === 'pending' && followed);
  if (!doubtful) return { verdict: 'unchanged', reason: 'no evidence at the seller; not found proves nothing' };
  const patch: Patch = { calls: doubted(operation), learnsNothing: true };
  if (words.whose === Whose.thisCall && !ambiguous) {
    const reason = 'the seller shows neither the task nor its outcome';
    return { verdict: 'transitions', to: [S.inDoubt], patch, reason };
  }
  const shown = taskId === undefined ? 'what the seller shows' : `the seller's task ${taskId}`;
  const reason = ambiguous ? `${shown} may be about an earlier request` : `${shown} is that of ${owner[words.whose]}`;
  return { verdict: 'transitions', to: [S.inDoubt], patch: { ...patch, message: reason }, reason };
}

function unknownWord(operation: Operation, observation: Observation, word: string, words: Attribution): Decision {
  if (isSettled(operation.status)) return { verdict: 'stale', reason: `"${word}" after the end`, binds: binds(words) };
  if (words.whose === Whose.earlierCall) return aside(operation, observation, words);
  if (operation.status === S.submitting || endsOpenCall(operation, observation)) {
    return {
      verdict: 'transitions',
      to: [S.inDoubt],
      patch: {
        calls: doubted(operation),
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
