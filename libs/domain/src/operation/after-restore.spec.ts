import { lost, soonestSent, started, superseded, unknownCall } from './call';
import { callsOfColumns, columnsOfCalls } from './call-columns';
import { lostCallOf, mayGoOut } from './evidence';
import { fold } from './fold';
import type { Answer, Finding, Observation } from './observation';
import type { Operation } from './operation';
import { allowedActions, retryMayBookTwice } from './operator-action';
import { context, createdFinding, hoursLater, observed, operation, start, withReplay } from './spec/operations';

const backup = new Date(start.getTime() - 3_600_000);
const rejected: Finding = { kind: 'settled', outcome: { status: 'rejected' } };
const seconds = withReplay(86_400);

/** An operation as a restore leaves it. */
function restored(fields: Parameters<typeof operation>[0] = {}): Operation {
  const before = operation(fields);
  return { ...before, calls: [unknownCall(backup), ...before.calls] };
}

function heard(before: Operation, finding: Finding, more: Partial<Observation> = {}, at = context): Operation {
  return fold(before, [observed(finding, more)], at).after;
}

/** What a worker does with an operation that may not go out: it asks, and hands over what the seller shows. */
function searched(before: Operation, evidence: Answer): Operation {
  const claimed: Operation = { ...before, status: 'submitting', calls: lost(before) };
  const attempt = claimed.calls.at(-1)?.number ?? 0;
  return heard(claimed, lostCallOf(claimed), { source: 'reconcile', attempt, ofTheCall: true, evidence });
}

const called = { attempt: 1, attemptsInBudget: 1, callStartedAt: start, firstCallAt: start, frozenRevision: 1 };

describe('an operation that may have been sent before a restore', () => {
  it.each([
    ['new', restored(), context],
    ['under way', restored({ status: 'submitting', ...called }), context],
    ['under way, with a key that the seller still recognises', restored({ status: 'submitting', ...called }), seconds],
  ])('does not go out by itself: %s', (_, restoredOne, at) => {
    expect(mayGoOut(restoredOne, at)).toBe(false);
    expect(allowedActions(restoredOne)).not.toContain('cancel');
  });

  it('is adopted as its seller shows it, and is not sent', () => {
    const created = searched(restored(), { finding: createdFinding });
    expect(created).toMatchObject({ status: 'created', dueKind: null, attention: null });
    const waits = searched(restored(), { finding: { kind: 'pending', status: 'pending_approval' }, taskId: 'task_1' });
    expect(waits).toMatchObject({ status: 'pending_approval', taskId: 'task_1', dueKind: 'poll' });
    const ended = heard(waits, rejected, { source: 'poll', taskId: 'task_1', attempt: 0 });
    expect(ended).toMatchObject({ status: 'rejected', holdsPoNumber: false, attention: null });
  });

  it('waits for a person when its seller shows nothing, or cannot be asked', () => {
    const unseen = searched(restored(), { finding: { kind: 'no_evidence' } });
    expect(unseen).toMatchObject({ status: 'in_doubt', holdsPoNumber: true, attention: { reason: 'restored' } });
    const error = { code: 'CONNECTION_LOST', message: 'no answer', recovery: 'transient' } as const;
    const unasked = searched(restored(), { finding: { kind: 'ask_failed', error } });
    expect(unasked).toMatchObject({ status: 'in_doubt', error: { code: 'CALL_UNKNOWN_AFTER_RESTORE' } });
    const later = heard(unseen, createdFinding, { source: 'poll', attempt: 0 });
    expect(later).toMatchObject({ status: 'created', attention: null });
  });

  it('goes out when a person releases it, who accepts that it may book twice', () => {
    const unseen = searched(restored(), { finding: { kind: 'no_evidence' } });
    expect(retryMayBookTwice(unseen, seconds)).toBe(true);
    const refused = heard(unseen, { kind: 'retry_requested', acceptsDoubleBooking: false }, { source: 'operator' });
    expect(refused.status).toBe('in_doubt');
    const released = heard(unseen, { kind: 'retry_requested', acceptsDoubleBooking: true }, { source: 'operator' });
    expect(released).toMatchObject({ status: 'requested', requestKey: context.newKey, attention: null });
    expect(mayGoOut(released, hoursLater(1))).toBe(true);
    const sent = { ...released, calls: started(released, { startedAt: start, sellerRevision: 1 }) };
    expect(sent.calls.map(({ number, superseded: before }) => [number, before])).toEqual([
      [0, true],
      [1, false],
    ]);
  });

  it('may go out twice under a new key, as any other, once a person has released it', () => {
    const released = { ...restored(), calls: superseded(restored()), requestKey: 'key_2' };
    const lostAgain = {
      ...released,
      calls: lost({ calls: started(released, { startedAt: start, sellerRevision: 1 }) }),
    };
    expect(mayGoOut(lostAgain, seconds)).toBe(true);
  });

  it('keeps its doubt when a call of the backup ends badly: another one may have been made since', () => {
    const asked = restored({ status: 'pending_input', taskId: 'task_1', dueKind: 'poll', ...called });
    const ended = heard(asked, rejected, { source: 'poll', taskId: 'task_1', attempt: 1 });
    expect(ended).toMatchObject({ status: 'rejected', holdsPoNumber: true, attention: { reason: 'may_be_booked' } });
  });

  it('times out at its deadline, and never counts as not sent', () => {
    const late = heard(
      restored({ status: 'submitting' }),
      { kind: 'deadline_passed' },
      { source: 'timer' },
      hoursLater(25),
    );
    expect(late.status).toBe('timed_out');
  });

  it('is looked for as far back as the backup', () => {
    expect(soonestSent(restored())).toEqual(backup);
    expect(soonestSent(operation())).toEqual(start);
  });

  it('is read again from its columns as it was written', () => {
    const { calls, requestKey, status, taskId, createdAt } = restored();
    const columns = columnsOfCalls({ calls, requestKey });
    expect(columns).toMatchObject({ attempt: 0, mayHaveExecuted: true, callStartedAt: backup });
    expect(callsOfColumns(columns, { requestKey, status, taskId, createdAt })).toMatchObject([
      { fate: 'unknown', key: null },
    ]);
  });
});
