import { type JsonObject, type Outcome, isSameOutcome } from '@adcp-orchestrator/domain';
import { readTask } from './read-task';

function outcomeOf(task: JsonObject): { outcome: Outcome; fingerprint: string | null } {
  const { finding } = readTask('create_media_buy', { task_id: 'task_1', task_type: 'create_media_buy', ...task });
  if (finding.kind !== 'settled') throw new Error(`it is not settled: ${finding.kind}`);
  return { outcome: finding.outcome, fingerprint: finding.fingerprint ?? null };
}

function areEqual(known: JsonObject, learned: JsonObject): boolean {
  const { outcome, fingerprint } = outcomeOf(learned);
  return isSameOutcome(outcomeOf(known), { outcome, ...(fingerprint !== null && { fingerprint }) });
}

const reason = { errors: [{ code: 'POLICY_VIOLATION', message: 'Canceled by the publisher', recovery: 'terminal' }] };

describe('the identity of an outcome', () => {
  it.each(['canceled', 'rejected', 'failed'])(
    'is the same for a poll that says %s without a result and a webhook that adds the reason',
    (status) => {
      expect(areEqual({ status }, { status, result: reason })).toBe(true);
      expect(areEqual({ status, result: reason }, { status })).toBe(true);
    },
  );

  it('is another one for another end', () => {
    expect(areEqual({ status: 'canceled' }, { status: 'rejected', result: reason })).toBe(false);
  });
});
