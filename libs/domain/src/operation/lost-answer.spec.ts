import { lost, started } from './call';
import { lostCall, mayGoOut } from './evidence';
import { fold } from './fold';
import type { Finding, Observation } from './observation';
import type { Operation } from './operation';
import { context, createdFinding, hoursLater, observed, operation, start } from './spec/operations';

const waits: Finding = { kind: 'pending', status: 'pending_approval' };
const rejected: Finding = { kind: 'settled', outcome: { status: 'rejected' } };
const otherBuy: Finding = { kind: 'settled', outcome: { status: 'created', mediaBuyId: 'mb_2' } };

function heard(before: Operation, finding: Finding, more: Partial<Observation> = {}): Operation {
  return fold(before, [observed(finding, more)], context).after;
}

/** The operation after it was claimed and the start of its call was committed. */
function called(before: Operation): Operation {
  const claimed = { ...before, status: 'submitting' as const, calls: lost(before) };
  return { ...claimed, calls: started(claimed, { startedAt: start, sellerRevision: 1 }) };
}

/** The walk that `docs/architecture.md` describes. */
describe('a lost answer, a retry, and the first call’s webhook', () => {
  const first = called(operation());
  const takenOver = { ...first, calls: lost(first) };
  const doubtful = heard(takenOver, lostCall, {
    source: 'reconcile',
    attempt: 1,
    ofTheCall: true,
    evidence: { finding: { kind: 'no_evidence' } },
  });
  const retried = heard(doubtful, { kind: 'retry_requested', acceptsDoubleBooking: true }, { source: 'operator' });
  const second = called(retried);
  /** The first call had been answered before the retry: its task is known. */
  const answered = heard(first, waits, { attempt: 1, taskId: 'task_1' });
  const asked = heard(answered, { kind: 'pending', status: 'pending_input' }, { source: 'poll', taskId: 'task_1' });
  const again = called(heard(asked, { kind: 'retry_requested', acceptsDoubleBooking: true }, { source: 'operator' }));
  const webhook = { source: 'webhook', taskId: 'task_1' } as const;
  const answer = { attempt: 2, taskId: 'task_2' } as const;

  it('leaves the calls as they are told', () => {
    expect(first.calls).toMatchObject([{ number: 1, fate: 'open', superseded: false }]);
    expect(takenOver.calls).toMatchObject([{ number: 1, fate: 'unknown' }]);
    expect(mayGoOut(takenOver, context)).toBe(false);
    expect(doubtful).toMatchObject({ status: 'in_doubt', calls: [{ number: 1, fate: 'unknown' }] });
    expect(retried).toMatchObject({
      status: 'requested',
      requestKey: context.newKey,
      calls: [{ number: 1, fate: 'unknown', superseded: true }],
    });
    expect(mayGoOut(retried, hoursLater(1))).toBe(true);
    expect(second.calls).toMatchObject([
      { number: 1, key: 'key_1', fate: 'unknown', superseded: true },
      { number: 2, key: context.newKey, fate: 'open', superseded: false },
    ]);
  });

  it('ends nothing when the task was rejected', () => {
    const after = heard(second, rejected, webhook);
    expect(after).toMatchObject({ status: 'submitting', taskId: null, calls: second.calls });
    expect(heard(after, waits, answer)).toMatchObject({ status: 'pending_approval', taskId: 'task_2', conflicts: 0 });
  });

  it('binds nothing when the task is known as the first call’s', () => {
    for (const finding of [waits, rejected]) {
      const after = heard(again, finding, webhook);
      expect(after).toMatchObject({ status: 'submitting', taskId: null });
      expect(heard(after, waits, answer)).toMatchObject({ taskId: 'task_2', conflicts: 0 });
    }
  });

  it('is an old story after the second call was answered, unless its task has booked, or nobody knew it', () => {
    const waiting = { status: 'pending_approval', taskId: 'task_2' };
    const known = heard(again, waits, answer);
    for (const finding of [waits, rejected]) {
      expect(heard(known, finding, webhook)).toMatchObject({ ...waiting, conflicts: 0 });
    }
    expect(heard(known, createdFinding, webhook)).toMatchObject({ ...waiting, conflicts: 1 });
    expect(heard(heard(second, waits, answer), waits, webhook)).toMatchObject({ ...waiting, conflicts: 1 });
  });

  it('is created when it was booked, and a second booking is a conflict', () => {
    const booked = heard(second, createdFinding, webhook);
    expect(booked.status).toBe('created');
    expect(heard(booked, otherBuy, { attempt: 2 })).toMatchObject({ status: 'created', conflicts: 1 });
  });

  it('follows a task that nobody knew, and tells of the other when the answer names one', () => {
    const bound = heard(second, waits, webhook);
    expect(bound).toMatchObject({ status: 'pending_approval', taskId: 'task_1' });
    expect(bound.calls.at(-1)).toMatchObject({ number: 2, fate: 'answered', task: 'task_1' });
    expect(heard(bound, waits, answer)).toMatchObject({ taskId: 'task_1', conflicts: 1 });
  });
});
