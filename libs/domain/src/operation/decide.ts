import { Whose, attribute } from './attribution';
import { callGoesOn, notExecuted, unproven } from './call-answer';
import type { DecisionContext } from './context';
import { deadlinePassed } from './deadline-passed';
import type { Decision } from './decision';
import { contradiction, unkeepableId } from './doubt';
import { aside, noEvidence } from './no-evidence';
import type { Observation } from './observation';
import type { Operation } from './operation';
import { decideOperatorAction } from './operator-action';
import { endsBadly } from './outcome';
import { deadlineNearAt } from './deadline-near';
import { overdueAt } from './overdue';
import { pend, unknownWord } from './pending';
import { settle } from './settled';
import { OperationStatus, isSettled } from './status';
import { stoppedByTerms } from './stopped-by-terms';

const S = OperationStatus;

/**
 * Decides what one observation means for an operation. Pure, and total over every pair of status and finding. First
 * `attribute` settles whose words these are. Then this table decides, here for a create that waits:
 *
 * | whose             | booked   | ended badly                      | waits, or an unknown word | shows nothing |
 * | ----------------- | -------- | -------------------------------- | ------------------------- | ------------- |
 * | this call         | ends it  | ends it                          | moves it                  | in doubt      |
 * | an earlier call   | ends it  | ends it if no other one may book | `aside`                   | `aside`       |
 * | nobody can tell   | ends it  | `aside`, ambiguous               | moves it                  | in doubt      |
 * | another operation | `aside`  | `aside`                          | `aside`                   | `aside`       |
 *
 * `aside` means that the words are not surely this call's. If they answer a question that was put after the last call,
 * the seller has shown nothing of this call (`noEvidence`). Otherwise they are stale.
 * @param operation the row as it is
 * @param observation what was learned, weighed against its evidence (`heard`)
 * @param context the injected time, chance, timings, the seller's traits, and facts of other rows
 */
export function decide(operation: Operation, observation: Observation, context: DecisionContext): Decision {
  const { finding, source, taskId } = observation;
  const stopped = stoppedByTerms(operation, observation, context.facts ?? {});
  if (stopped !== null) return stopped;
  const words = attribute(operation, observation, context.facts ?? {});
  if (words.whose === Whose.anotherOperation) return aside(operation, observation, words);
  const isOther = taskId !== undefined && operation.taskId !== null && taskId !== operation.taskId;
  // An answer to a question from before the last call names the task of that time; so does a webhook of an old task.
  // That is no contradiction, unless that task has booked.
  const isOvertaken = isOther && words.whose === Whose.earlierCall && source !== 'response';
  if (isOther && !(isOvertaken && (finding.kind !== 'settled' || endsBadly(finding.outcome)))) {
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
    case 'deadline_near':
      return warnOfDeadline(operation, context);
    case 'overdue_passed':
      return becomesOverdue(operation, context);
    case 'creatives_due':
      return creativesDue(operation, finding.deadline);
    case 'cancel_requested':
    case 'poll_requested':
    case 'retry_requested':
    case 'acknowledged':
    case 'attention_noted':
    case 'resolved':
      return decideOperatorAction(operation, finding, context);
  }
}

/** Once for each deadline. The schedule stays as it is, and so does a call under way. */
function warnOfDeadline(operation: Operation, { now }: DecisionContext): Decision {
  const { status, deadlineAt, deadlinePassedAt, deadlineWarnedFor } = operation;
  if (isSettled(status) || deadlinePassedAt !== null || deadlineWarnedFor?.getTime() === deadlineAt.getTime()) {
    return { verdict: 'unchanged', reason: 'it is settled or timed out, or the desk was warned already' };
  }
  if (now < deadlineNearAt(operation)) return { verdict: 'unchanged', reason: 'by now it has a later deadline' };
  const patch = { deadlineWarnedFor: deadlineAt, keepsCall: true, learnsNothing: true } as const;
  return { verdict: 'transitions', to: [], patch, reason: `its deadline is near: ${deadlineAt.toISOString()}` };
}

/** The timer saw that its time has passed. A write since may have moved that time. */
function becomesOverdue(operation: Operation, { now, seller }: DecisionContext): Decision {
  const at = overdueAt(operation, seller.approvalSeconds);
  if (at === null || operation.overdue) return { verdict: 'unchanged', reason: 'it is settled, or overdue already' };
  const reason = now < at ? 'by what is known of the seller now it has more time' : 'it takes longer than usual';
  // The schedule stays as it is.
  return { verdict: 'transitions', to: [], patch: { keepsCall: true }, reason };
}

/** The warning needs only that a buy exists. Whether it still waits for creatives, the row of the media buy knows. */
function creativesDue(operation: Operation, deadline: string): Decision {
  if (operation.status !== S.created && operation.status !== S.active) {
    return { verdict: 'refused', reason: `there is no media buy while the operation is ${operation.status}` };
  }
  const reason = `the deadline for creatives is near: ${deadline}`;
  return { verdict: 'transitions', to: [], patch: { creativesDue: deadline }, reason };
}
