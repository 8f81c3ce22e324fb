import { decide } from './decide';
import { fold } from './fold';
import { calling, context, createdFinding, hoursLater, observed, operation, seen, withReplay } from './spec/operations';

const broken = { code: 'CONNECTION_LOST', message: 'the connection broke', recovery: 'transient' } as const;

describe('decide', () => {
  it('reads pending_manual as a pending approval', () => {
    const decision = decide(
      calling(),
      observed({ kind: 'pending', status: 'pending_approval' }, { attempt: 1 }),
      context,
    );
    expect(decision).toMatchObject({ verdict: 'transitions', to: ['pending_approval'] });
  });

  it('makes two moves of a first answer that is active already', () => {
    const finding = { ...createdFinding, delivering: true } as typeof createdFinding;
    expect(decide(calling(), observed(finding), context)).toMatchObject({ to: ['created', 'active'] });
  });

  it('calls an equal outcome a duplicate, a later pending word stale and another outcome a conflict', () => {
    const settled = operation({ status: 'created', outcome: { status: 'created', mediaBuyId: 'mb_1' } });
    expect(decide(settled, observed(createdFinding, { source: 'webhook' }), context).verdict).toBe('duplicate');
    expect(decide(settled, observed({ kind: 'pending', status: 'pending_approval' }), context).verdict).toBe('stale');
    const other = observed({ kind: 'settled', outcome: { status: 'rejected' } });
    expect(decide(settled, other, context).verdict).toBe('conflict');
    const otherBuy = observed({ kind: 'settled', outcome: { status: 'created', mediaBuyId: 'mb_2' } });
    expect(decide(settled, otherBuy, context).verdict).toBe('conflict');
  });

  it('calls failed and rejected one no, unless one of them came as an adcp-v3 task', () => {
    const rejected = operation({ status: 'rejected', outcome: { status: 'rejected' } });
    const failed = { kind: 'settled', outcome: { status: 'failed' } } as const;
    expect(decide(rejected, observed(failed, { source: 'reconcile' }), context).verdict).toBe('duplicate');
    const asTask = observed({ ...failed, fingerprint: 'f1' }, { source: 'webhook' });
    expect(decide(rejected, asTask, context).verdict).toBe('conflict');
    const canceled = observed({ kind: 'settled', outcome: { status: 'canceled' } });
    expect(decide(rejected, canceled, context).verdict).toBe('conflict');
    const named = observed({ kind: 'settled', outcome: { status: 'failed', mediaBuyId: 'mb_1' } });
    expect(decide(rejected, named, context).verdict).toBe('conflict');
  });

  it('treats another task id than the bound one as a conflict', () => {
    const bound = operation({ status: 'pending_approval', taskId: 'task_1' });
    expect(decide(bound, observed(createdFinding, { taskId: 'task_2' }), context).verdict).toBe('conflict');
  });

  it('sends again what provably did not execute', () => {
    const refused = observed({ kind: 'not_executed', error: broken }, { attempt: 1 });
    expect(decide(calling(), refused, context)).toMatchObject({ to: ['requested'] });
    expect(seen(fold(calling(), [refused], context).after)).toMatchObject({ callStartedAt: null });
  });

  it('waits 1 s, then 2 s, and as long as it is told to when three calls in a row could not be made', () => {
    const patient = { ...context, chance: 0.5, timings: { ...context.timings, resendLongSeconds: 77 } };
    const waited = [1, 2, 3].map((attempt) => {
      const notMade = observed({ kind: 'not_executed', error: broken }, { attempt });
      const { after } = fold(calling({ attempt, attemptsInBudget: attempt }), [notMade], patient);
      return ((after.dueAt?.getTime() ?? 0) - patient.now.getTime()) / 1000;
    });
    expect(waited).toEqual([1, 2, 77]);
  });

  it('waits for a permission when the seller refuses the credential', () => {
    const refused = observed({ kind: 'not_executed', error: broken, unauthorized: true });
    expect(decide(calling(), refused, context)).toMatchObject({ to: ['pending_permission'] });
  });

  it('never returns to requested once an earlier call may have executed', () => {
    const doubtful = calling({ attempt: 2, attemptsInBudget: 2, mayHaveExecuted: true });
    const decision = decide(doubtful, observed({ kind: 'not_executed', error: broken }, { attempt: 2 }), context);
    expect(decision).toMatchObject({ to: ['in_doubt'] });
  });

  it("keeps a person's retry waiting, with its doubt, when it is held back before the call", () => {
    const retried = calling({ attempt: 1, attemptsInBudget: 0, mayHaveExecuted: true, callStartedAt: null });
    const { after } = fold(retried, [observed({ kind: 'not_executed', error: broken }, { attempt: 1 })], context);
    expect(seen(after)).toMatchObject({ status: 'requested', mayHaveExecuted: true, dueKind: 'submit' });
  });

  it('goes in doubt when it may have executed at a seller without idempotency', () => {
    expect(decide(calling(), observed({ kind: 'unproven', error: broken }), context)).toMatchObject({
      to: ['in_doubt'],
    });
  });

  it('sends the same bytes again within the replay window, and goes in doubt when the budget is used up', () => {
    const unproven = observed({ kind: 'unproven', error: broken });
    expect(decide(calling(), unproven, withReplay(3600))).toMatchObject({ to: [] });
    expect(seen(fold(calling(), [unproven], withReplay(3600)).after)).toMatchObject({ mayHaveExecuted: true });
    const usedUp = calling({ attempt: 3, attemptsInBudget: 3 });
    expect(decide(usedUp, { ...unproven, attempt: 3 }, withReplay(3600))).toMatchObject({ to: ['in_doubt'] });
    expect(decide(calling(), unproven, hoursLater(2, withReplay(3600)))).toMatchObject({ to: ['in_doubt'] });
  });

  it('ignores what an overtaken call says of its own failure', () => {
    const second = calling({ attempt: 2 });
    expect(decide(second, observed({ kind: 'not_executed', error: broken }, { attempt: 1 }), context).verdict).toBe(
      'stale',
    );
  });

  it('fails an operation that was never sent by its deadline, and times out one that was', () => {
    const later = hoursLater(25);
    const timer = observed({ kind: 'deadline_passed' }, { source: 'timer' });
    expect(decide(operation(), timer, later)).toMatchObject({
      to: ['failed'],
      patch: { outcome: { error: { code: 'DEADLINE_BEFORE_SUBMISSION' } } },
    });
    expect(decide(calling(), timer, later)).toMatchObject({ to: ['timed_out'] });
    expect(decide(operation({ status: 'pending_approval', callStartedAt: later.now }), timer, later)).toMatchObject({
      to: ['timed_out'],
    });
    expect(decide(operation({ status: 'in_doubt', mayHaveExecuted: true }), timer, later)).toMatchObject({ to: [] });
    expect(decide(operation({ status: 'pending_approval' }), timer, context).verdict).toBe('unchanged');
  });

  it('goes in doubt over an unknown word as the answer of a create, and moves nothing later', () => {
    const word = observed({ kind: 'unknown_word', word: 'marinating' }, { sellerStatus: 'marinating' });
    expect(decide(calling(), word, context)).toMatchObject({ to: ['in_doubt'] });
    const known = operation({ status: 'pending_approval', sellerStatus: 'marinating' });
    expect(decide(known, word, context)).toMatchObject({ verdict: 'unchanged' });
  });

  it('follows a known task on, when the call that was to bring its end breaks', () => {
    const lost = observed({ kind: 'unproven', error: broken }, { attempt: 1 });
    const working = operation({ status: 'working', attempt: 1, callStartedAt: context.now });
    expect(decide({ ...working, taskId: 'task_1' }, lost, context).verdict).toBe('stale');
    expect(decide(working, lost, context)).toMatchObject({ to: ['in_doubt'] });
  });

  it('does not bind the call under way to the task of before a retry, which a poll still speaks of', () => {
    const polled = observed({ kind: 'pending', status: 'pending_input' }, { source: 'poll', taskId: 'task_1' });
    const { after } = fold(calling({ attempt: 2 }), [polled], context);
    expect([after.status, after.taskId]).toEqual(['submitting', null]);
    const answer = observed({ kind: 'pending', status: 'pending_approval' }, { taskId: 'task_2', attempt: 2 });
    expect(fold(after, [answer], context).after).toMatchObject({ taskId: 'task_2', conflicts: 0 });
  });

  it.each(['poll', 'reconcile'] as const)(
    'does not note every hour that a timed out one still waits, by %s',
    (source) => {
      const late = operation({ status: 'timed_out', deadlinePassedAt: context.now });
      const still = observed({ kind: 'pending', status: 'pending_approval' }, { source });
      expect(decide(late, still, hoursLater(1)).verdict).toBe('unchanged');
    },
  );

  it('does not take "not found" for "not executed"', () => {
    const gone = observed({ kind: 'no_evidence' }, { source: 'reconcile' });
    expect(decide(operation({ status: 'pending_approval', taskId: 't' }), gone, context)).toMatchObject({
      to: ['in_doubt'],
    });
    expect(decide(operation({ status: 'pending_approval' }), gone, context).verdict).toBe('unchanged');
    expect(decide(operation({ status: 'in_doubt' }), gone, context).verdict).toBe('unchanged');
  });
});

describe('what a person may do', () => {
  it('cancels what is unsent and refuses to cancel what was sent', () => {
    const cancel = observed({ kind: 'cancel_requested' }, { source: 'operator' });
    expect(decide(operation(), cancel, context)).toMatchObject({ to: ['canceled'] });
    expect(decide(calling(), cancel, context).verdict).toBe('refused');
    expect(decide(operation({ status: 'pending_approval' }), cancel, context).verdict).toBe('refused');
  });

  it('makes a person accept the risk before a buy in doubt is sent again', () => {
    const doubtful = operation({ status: 'in_doubt', mayHaveExecuted: true, firstCallAt: context.now, attempt: 1 });
    const retry = (acceptsDoubleBooking: boolean) =>
      observed({ kind: 'retry_requested', acceptsDoubleBooking }, { source: 'operator' });
    expect(decide(doubtful, retry(false), context)).toMatchObject({
      verdict: 'refused',
      reason: expect.stringContaining('twice'),
    });
    expect(decide(doubtful, retry(true), context)).toMatchObject({
      to: ['requested'],
      patch: { requestKey: context.newKey },
    });
    expect(seen(fold(doubtful, [retry(true)], context).after)).toMatchObject({ mayHaveExecuted: true });
    // The seller promises to recognise the key, so the same bytes go out, without risk.
    const kept = decide(doubtful, retry(false), withReplay(3600));
    expect(kept).toMatchObject({ to: ['requested'] });
    expect(kept).not.toHaveProperty('patch.requestKey');
  });

  it('records an outcome that a person learned elsewhere, and never over a settled one', () => {
    const resolve = observed(
      { kind: 'resolved', outcome: { status: 'created', mediaBuyId: 'mb_7' }, note: 'by phone' },
      { source: 'operator' },
    );
    expect(decide(operation({ status: 'timed_out' }), resolve, context)).toMatchObject({ to: ['created'] });
    expect(decide(operation({ status: 'failed', outcome: { status: 'failed' } }), resolve, context).verdict).toBe(
      'refused',
    );
  });
});

describe('what a later call or a later time changes', () => {
  const failed = observed({ kind: 'settled', outcome: { status: 'failed', error: broken } });

  it('takes the refusal of a call that a person sent again for the end, and says what is not known of the earlier one', () => {
    const retried = calling({ attempt: 2, attemptsInBudget: 1, mayHaveExecuted: true });
    expect(decide(retried, { ...failed, attempt: 2 }, context)).toMatchObject({
      to: ['failed'],
      reason: expect.stringContaining('an earlier call may have executed'),
    });
  });

  it('gives what a person sends again after its deadline a deadline of the same length', () => {
    const late = hoursLater(48);
    const retry = observed({ kind: 'retry_requested', acceptsDoubleBooking: true }, { source: 'operator' });
    const doubtful = operation({ status: 'in_doubt', mayHaveExecuted: true, deadlinePassedAt: hoursLater(24).now });
    expect(decide(doubtful, retry, late)).toMatchObject({
      to: ['requested'],
      patch: { deadlinePassedAt: null, deadlineAt: hoursLater(72).now },
    });
    // The timer's clock was ahead of this one, and it has acted: so the deadline is renewed.
    expect(decide(doubtful, retry, context)).toMatchObject({
      patch: { deadlinePassedAt: null, deadlineAt: hoursLater(24).now },
    });
    expect(decide({ ...doubtful, deadlinePassedAt: null }, retry, context)).not.toHaveProperty('patch.deadlineAt');
    // A deadline that was renewed once is not longer the second time.
    const renewed = { ...doubtful, deadlineAt: hoursLater(72).now };
    expect(decide(renewed, retry, hoursLater(100))).toMatchObject({ patch: { deadlineAt: hoursLater(124).now } });
  });

  it('lets the deadline count again for what comes out of doubt after it, so that it times out', () => {
    const doubtful = operation({ status: 'in_doubt', mayHaveExecuted: true, deadlinePassedAt: context.now });
    const pending = observed({ kind: 'pending', status: 'pending_approval' }, { source: 'reconcile', taskId: 't' });
    expect(decide(doubtful, pending, hoursLater(25))).toMatchObject({
      to: ['pending_approval'],
      patch: { deadlinePassedAt: null },
    });
  });

  it('tells the desk of a contradiction once, however often polls repeat it', () => {
    const bound = operation({ status: 'pending_approval', taskId: 'task_1', dueKind: 'poll' });
    const other = observed({ kind: 'pending', status: 'pending_approval' }, { source: 'poll', taskId: 'task_2' });
    const { after, events, timeline } = fold(bound, [other, other, other], context);
    expect(after.conflicts).toBe(1);
    expect(events.map(({ type }) => type)).toEqual(['operation.conflict_recorded', 'operation.attention']);
    expect(timeline).toHaveLength(1);
    expect(after.pollAttempt).toBe(3);
  });
});
