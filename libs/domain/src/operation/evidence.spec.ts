import { lostCall, mayGoOut, needsEvidence, weigh } from './evidence';
import type { Answer } from './observation';
import { calling, changed, createdFinding, observed, operation, start, withReplay } from './spec/operations';

const error = { code: 'CONNECTION_LOST', message: 'the connection broke', recovery: 'transient' } as const;
const failed = { kind: 'settled', outcome: { status: 'failed' } } as const;
const nothing: Answer = { finding: { kind: 'no_evidence' } };
const silent: Answer = { finding: { kind: 'ask_failed', error: { ...error, message: 'down' } } };
const booked: Answer = { finding: createdFinding };
const recognising = withReplay(3600);
const forgetful = withReplay(0);

describe('the evidence for an answer', () => {
  it('is asked for where the answer proves nothing, and the seller would not recognise another call', () => {
    const unproven = { finding: { kind: 'unproven', error } } as const;
    expect(needsEvidence(calling(), unproven, recognising)).toBe(false);
    expect(needsEvidence(calling(), unproven, forgetful)).toBe(true);
    expect(needsEvidence(calling(), { finding: { ...unproven.finding, escalate: true } }, recognising)).toBe(true);
  });

  it('is asked for where a call is refused after one that may have been executed', () => {
    const second = calling({ attempt: 2, attemptsInBudget: 2, mayHaveExecuted: true });
    const version = { kind: 'not_executed', error: { ...error, code: 'VERSION_UNSUPPORTED' } } as const;
    for (const finding of [failed, version]) {
      expect(needsEvidence(second, { finding }, recognising)).toBe(true);
      expect(needsEvidence(calling(), { finding }, recognising)).toBe(false);
    }
    expect(needsEvidence(second, { finding: { kind: 'not_executed', error } }, recognising)).toBe(false);
  });

  it.each([
    ['a bad end', observed(failed), nothing, failed],
    ['a bad end', observed(failed), { finding: { ...failed } }, failed],
    ['a bad end', observed(failed), booked, { ...createdFinding }],
    ['a bad end', observed(failed), silent, { kind: 'unproven', escalate: true }],
    ['an answer that proves nothing', observed({ kind: 'unproven', error }), nothing, { kind: 'unproven', error }],
    ['an answer that proves nothing', observed({ kind: 'unproven', error }), booked, { ...createdFinding }],
    ['a lost call', observed(lostCall), nothing, { kind: 'no_evidence' }],
    ['a lost call', observed(lostCall), booked, { ...createdFinding }],
    ['a lost call', observed(lostCall), silent, { kind: 'unproven', escalate: true, error: { code: 'CALL_LOST' } }],
  ])('is weighed against %s', (_, answer, evidence, finding) => {
    const weighed = weigh({ ...answer, attempt: 2, evidence });
    expect(weighed.finding).toMatchObject(finding);
    expect(weighed).not.toHaveProperty('evidence');
    expect(weighed).toMatchObject(
      weighed.finding === evidence.finding ? { source: 'reconcile', ofTheCall: true } : { source: 'response' },
    );
  });

  it('shows all that there is when the last call was refused', () => {
    expect(weigh({ ...observed(failed), evidence: booked })).toMatchObject({ callRefused: true });
    expect(weigh({ ...observed({ kind: 'unproven', error }), evidence: booked })).not.toHaveProperty('callRefused');
  });
});

describe('the call of an operation that was claimed', () => {
  const claimed = operation({ status: 'submitting' });

  it.each([
    ['was never sent', claimed, forgetful, true],
    ['was sent, and did nothing', changed(claimed, { attempt: 1, firstCallAt: start }), forgetful, true],
    ['was lost', calling({ mayHaveExecuted: true }), forgetful, false],
    ['was lost, and is recognised', calling({ mayHaveExecuted: true }), recognising, true],
    ['was lost three times', calling({ attempt: 3, attemptsInBudget: 3, mayHaveExecuted: true }), recognising, false],
    [
      'is sent again by a person, with the same key',
      changed(claimed, { attempt: 1, firstCallAt: start, mayHaveExecuted: true }),
      recognising,
      true,
    ],
    [
      'is sent again by a person, with a key that is recognised no more',
      changed(claimed, { attempt: 1, firstCallAt: start, mayHaveExecuted: true }),
      forgetful,
      false,
    ],
    [
      'is sent again by a person, with a new key',
      changed(claimed, { attempt: 1, mayHaveExecuted: true }),
      forgetful,
      true,
    ],
  ])('that %s', (_, of, at, goes) => {
    expect(mayGoOut(of, at)).toBe(goes);
  });

  it('goes to no seller that was changed since', () => {
    const lost = calling({ mayHaveExecuted: true, frozenRevision: 1 });
    const moved = { ...recognising, seller: { ...recognising.seller, revision: 2 } };
    expect([mayGoOut(lost, recognising), mayGoOut(lost, moved)]).toEqual([true, false]);
  });
});
