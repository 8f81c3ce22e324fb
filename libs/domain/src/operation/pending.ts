import { type Attribution, Whose } from './attribution';
import { answered, doubted } from './call';
import type { Decision } from './decision';
import { contradiction, isUntakenWord } from './doubt';
import { aside } from './no-evidence';
import { type Observation, isAsked } from './observation';
import type { Operation } from './operation';
import { isCallOpen } from './sending';
import { OperationStatus, isSettled } from './status';
import { isAllowed } from './transitions';

const S = OperationStatus;

/** Decides what follows when the seller has the request and has not ended it. */
export function pend(
  operation: Operation,
  observation: Observation,
  status: OperationStatus,
  words: Attribution,
): Decision {
  if (isSettled(operation.status))
    return { verdict: 'stale', reason: `${status} after the end`, binds: words.whose !== Whose.earlierCall };
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
    const reason = `${status}, but a person must look first`;
    return isAsked(observation) ? { verdict: 'unchanged', reason } : { verdict: 'stale', reason, binds: true };
  }
  return {
    verdict: 'transitions',
    to: [status],
    patch: {
      error: null,
      calls: answered(operation),
      // The doubt is over, so the deadline counts again. If it has passed, the timer's next look makes it time out.
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
  // The slow watch hears the same every hour. Only a task that was not known is worth a line.
  if (isAsked(observation) && !isNews(observation.taskId, operation.taskId)) {
    return { verdict: 'unchanged', reason: `still ${status} after the deadline` };
  }
  const reason = `${status} after the deadline; only an outcome changes a timed out operation`;
  return { verdict: 'stale', reason, binds: true };
}

/** Decides what follows from a status word that we do not know. */
export function unknownWord(
  operation: Operation,
  observation: Observation,
  word: string,
  words: Attribution,
): Decision {
  if (isSettled(operation.status))
    return { verdict: 'stale', reason: `"${word}" after the end`, binds: words.whose !== Whose.earlierCall };
  if (words.whose === Whose.earlierCall) return aside(operation, observation, words);
  if (operation.status === S.submitting || endsOpenCall(operation, observation)) {
    return {
      verdict: 'transitions',
      to: [S.inDoubt],
      patch: {
        calls: doubted(operation),
        error: { code: 'UNKNOWN_SELLER_STATUS', message: `the seller answered "${word}"`, recovery: null },
      },
      reason: `the seller answered "${word}", which we do not know`,
    };
  }
  if (operation.status !== S.timedOut && learnsSomething(operation, observation)) {
    return { verdict: 'transitions', to: [], patch: {}, reason: `the seller says "${word}", which we do not know` };
  }
  return { verdict: 'unchanged', reason: `the seller says "${word}", which we do not know` };
}

/**
 * Whether the answer of an open call says no more than its connection had told before. The call is over all the same:
 * from now on the seller is polled.
 */
function endsOpenCall(operation: Operation, { source }: Observation): boolean {
  return isCallOpen(operation) && (source === 'response' || source === 'reconcile');
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
