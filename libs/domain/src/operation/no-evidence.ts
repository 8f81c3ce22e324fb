import { type Attribution, Whose } from './attribution';
import { doubted } from './call';
import type { Decision, Patch } from './decision';
import type { Finding, Observation } from './observation';
import type { Operation } from './operation';
import { describeOutcome } from './outcome';
import { isCalling } from './sending';
import { OperationStatus, kindOf } from './status';

const S = OperationStatus;

/** Words that are not this call's, or may not be: `aside` in the table of `decide`. */
export function aside(operation: Operation, observation: Observation, words: Attribution): Decision {
  if (words.answersNow) return noEvidence(operation, observation, words);
  return { verdict: 'stale', reason: `${wordOf(observation.finding)}, said of ${owner[words.whose]}` };
}

/** Decides what follows when the seller shows nothing of this operation, or nothing that is surely its own. */
export function noEvidence(operation: Operation, { finding, taskId }: Observation, words: Attribution): Decision {
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

const owner: Readonly<Record<Whose, string>> = {
  this_call: 'this call',
  earlier_call: 'an earlier call',
  unknown: 'perhaps an earlier call',
  another_operation: 'another operation with the same reference',
};

function wordOf(finding: Finding): string {
  if (finding.kind === 'settled') return describeOutcome(finding.outcome);
  if (finding.kind === 'pending') return finding.status;
  return finding.kind === 'unknown_word' ? `"${finding.word}"` : finding.kind;
}
