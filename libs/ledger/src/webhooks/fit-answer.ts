import { type Answer, OperationStatus, OperationType, successStatus } from '@adcp-orchestrator/domain';

/**
 * A webhook is read before its operation is known, so a good end may carry the word of another type. This puts the
 * right word in: `created` for a create, `completed` for every other type. A create whose buy is not named is only
 * approved; the next poll brings the outcome. Pure.
 */
export function fitAnswer(type: OperationType, answer: Answer): Answer {
  const { finding } = answer;
  if (finding.kind !== 'settled') return answer;
  const { outcome } = finding;
  if (outcome.status !== 'created' && outcome.status !== 'completed') return answer;
  if (type !== OperationType.createMediaBuy) {
    // Only a created buy can deliver. For other types the flag would lead nowhere.
    return {
      ...answer,
      finding: { ...finding, delivering: undefined, outcome: { ...outcome, status: successStatus(type) } },
    };
  }
  if (outcome.mediaBuyId === undefined) {
    return { ...answer, finding: { kind: 'pending', status: OperationStatus.approved } };
  }
  return { ...answer, finding: { ...finding, outcome: { ...outcome, status: successStatus(type) } } };
}
