import type { DecisionContext } from './context';
import { decide } from './decide';
import type { Finding } from './observation';
import { fold } from './fold';
import { repetitionMayBookTwice } from './sending';
import { calling, changed, context, createdFinding, observed, operation, seen, withReplay } from './spec/operations';

const broken = { code: 'CONNECTION_LOST', message: 'the connection broke', recovery: 'transient' } as const;
const pending = { kind: 'pending', status: 'pending_input' } as const;
const rejected = { kind: 'settled', outcome: { status: 'rejected' } } as const;

/** The operation was bound to `task_1` before a person sent it again with a new key. */
const retried: DecisionContext = { ...context, facts: { formerTasks: new Set(['task_1']) } };
/** The person's second call is under way. */
const second = calling({ attempt: 2 });

describe('what is said of an earlier call than the one under way', () => {
  it.each([
    ['a poll', { source: 'poll', taskId: 'task_1' }],
    ['a look for evidence', { source: 'reconcile', taskId: 'task_1' }],
    ['a look for evidence that names no task', { source: 'reconcile' }],
    ['a webhook', { source: 'webhook', taskId: 'task_1' }],
  ] as const)('binds it to nothing, when %s says it', (_, more) => {
    const { after, releaseLease } = fold(second, [observed(pending, more)], retried);
    expect([after.status, after.taskId, releaseLease]).toEqual(['submitting', null, false]);
    const answer = observed(pending, { taskId: 'task_2', attempt: 2 });
    expect(fold(after, [answer], retried).after).toMatchObject({ taskId: 'task_2', conflicts: 0 });
  });

  it('binds the task when it is not known as an old one: a webhook may come before the answer', () => {
    const early = observed(pending, { source: 'webhook', taskId: 'task_2' });
    expect(fold(second, [early], retried).after).toMatchObject({ status: 'pending_input', taskId: 'task_2' });
  });

  it('binds the old task when the answer itself names it: the seller has recognised the key', () => {
    const answer = observed(pending, { taskId: 'task_1', attempt: 2 });
    expect(fold(second, [answer], retried).after).toMatchObject({ status: 'pending_input', taskId: 'task_1' });
  });

  it.each(['poll', 'reconcile', 'webhook'] as const)(
    'does not undo a retry that still waits, when a %s names the old task',
    (source) => {
      const waiting = operation({ attempt: 1 });
      const { after } = fold(waiting, [observed(pending, { source, taskId: 'task_1' })], retried);
      expect([after.status, after.taskId]).toEqual(['requested', null]);
    },
  );

  it('spares a retry that still waits, when a task is found that nobody knew', () => {
    const found = observed(pending, { source: 'reconcile', taskId: 'task_9' });
    const { after } = fold(operation({ attempt: 1, mayHaveExecuted: true }), [found], retried);
    expect(after).toMatchObject({ status: 'pending_input', taskId: 'task_9' });
  });

  it('is no evidence of the call under way, when whoever made it finds the old task: it is in doubt, and not asked about for ever', () => {
    const own = { source: 'reconcile', taskId: 'task_1', attempt: 2, ofTheCall: true } as const;
    for (const finding of [pending, rejected, { kind: 'unknown_word', word: 'parked' }] as const) {
      const { after, releaseLease } = fold(second, [observed(finding, own)], retried);
      expect([after.status, after.taskId, releaseLease]).toEqual(['in_doubt', null, true]);
    }
    expect(decide(second, observed(createdFinding, own), retried)).toMatchObject({ to: ['created'] });
  });

  it('stays in doubt, or watched, when only the old task is found, or ends badly', () => {
    for (const status of ['in_doubt', 'timed_out'] as const) {
      const open = { ...second, status };
      const found = (finding: Finding) =>
        decide(open, observed(finding, { source: 'reconcile', taskId: 'task_1' }), retried).verdict;
      expect([found(pending), found(rejected), found(createdFinding)]).toEqual([
        'unchanged',
        'unchanged',
        'transitions',
      ]);
      const told = observed(rejected, { source: 'webhook', taskId: 'task_1' });
      expect(decide(open, told, retried).verdict).toBe('stale');
      // No other call was made, so what the old task says is the end.
      const only = changed(open, { attempt: 1, callStartedAt: null });
      expect(decide(only, told, retried)).toMatchObject({ to: ['rejected'] });
    }
  });

  it('ends nothing either while the second call waits for approval, or a third one for its turn', () => {
    const told = observed(rejected, { source: 'webhook', taskId: 'task_1' });
    for (const status of ['pending_approval', 'pending_permission'] as const) {
      expect(decide({ ...second, status }, told, retried).verdict).toBe('stale');
    }
    const third = operation({ attempt: 2, mayHaveExecuted: true });
    expect(decide(third, told, retried).verdict).toBe('stale');
    const late = observed({ kind: 'settled', outcome: { status: 'failed' } }, { attempt: 1 });
    expect(decide({ ...second, status: 'pending_approval', taskId: 'task_2' }, late, retried).verdict).toBe('stale');
  });

  it("is all there is when the second call was refused: the old task is the operation's again", () => {
    const own = { source: 'reconcile', attempt: 2, ofTheCall: true } as const;
    const shown = observed(pending, { ...own, taskId: 'task_1', callRefused: true });
    expect(fold(second, [shown], retried).after).toMatchObject({ status: 'pending_input', taskId: 'task_1' });
  });

  it('changes nothing when a worker that was taken for dead says it of the first call', () => {
    const zombie = { source: 'reconcile', attempt: 1 } as const;
    expect(decide(second, observed({ kind: 'no_evidence' }, zombie), retried).verdict).toBe('stale');
    const answered = observed(pending, { taskId: 'task_1', attempt: 1 });
    const { after, releaseLease } = fold(second, [answered], retried);
    expect([after.status, after.taskId, releaseLease]).toEqual(['submitting', null, false]);
  });

  it('does not bind the task of an earlier call whose bad end comes late', () => {
    const { after } = fold(second, [observed(rejected, { taskId: 'task_1', attempt: 1 })], context);
    expect([after.status, after.taskId]).toEqual(['submitting', null]);
  });

  it('is no doubt about the call under way, when nothing was found before it', () => {
    const nothing = observed({ kind: 'no_evidence' }, { source: 'reconcile' });
    expect(decide(second, nothing, retried).verdict).toBe('stale');
    expect(decide(second, { ...nothing, attempt: 2, ofTheCall: true }, retried)).toMatchObject({ to: ['in_doubt'] });
  });

  it.each(['poll', 'reconcile'] as const)(
    'does not undo a retry that is claimed and not yet started, unless a %s that was asked before it finds a new task',
    (source) => {
      const claimed = calling({ attempt: 1, callStartedAt: null });
      for (const finding of [{ kind: 'no_evidence' }, pending, { kind: 'unknown_word', word: 'parked' }] as const) {
        const { after, releaseLease } = fold(claimed, [observed(finding, { source, attempt: 1 })], retried);
        expect([after.status, seen(after).mayHaveExecuted, releaseLease]).toEqual(['submitting', false, false]);
      }
      const old = observed(pending, { source, attempt: 1, taskId: 'task_1' });
      expect(decide(claimed, old, retried).verdict).toBe('stale');
      // A task that nobody knew proves that the first call executed. So the second need not go out.
      const found = observed(pending, { source, attempt: 1, taskId: 'task_9' });
      expect(fold(claimed, [found], retried)).toMatchObject({
        after: { status: 'pending_input', taskId: 'task_9' },
        releaseLease: true,
      });
      const started = changed(claimed, { callStartedAt: context.now });
      expect(decide(started, found, retried).verdict).toBe('stale');
    },
  );

  it('contradicts no end: that an earlier call came to nothing is stale, that it booked is a conflict', () => {
    const ended = operation({ status: 'created', attempt: 2, outcome: { status: 'created', mediaBuyId: 'mb_1' } });
    for (const source of ['poll', 'reconcile', 'response'] as const) {
      expect(decide(ended, observed(rejected, { source, attempt: 1 }), retried).verdict).toBe('stale');
      expect(decide(ended, observed(rejected, { source, attempt: 2 }), retried).verdict).toBe('conflict');
    }
    const failed = operation({ status: 'failed', attempt: 2, outcome: { status: 'failed' } });
    expect(decide(failed, observed(createdFinding, { source: 'poll', attempt: 1 }), retried).verdict).toBe('conflict');
  });

  it.each([
    ['a webhook of the old task', { source: 'webhook', taskId: 'task_1' }],
    ['a poll', { source: 'poll', taskId: 'task_1' }],
    ['a poll that names no task', { source: 'poll' }],
    ['the late answer of the first call', { attempt: 1 }],
  ] as const)('ends nothing when it came to nothing: %s', (_, more) => {
    expect(decide(second, observed(rejected, more), retried).verdict).toBe('stale');
    expect(decide(second, observed(rejected, { attempt: 2 }), retried)).toMatchObject({ to: ['rejected'] });
  });

  it('ends it when it booked, and before the second call goes out also when it did not', () => {
    const booked = observed(createdFinding, { source: 'webhook', taskId: 'task_1' });
    expect(decide(second, booked, retried)).toMatchObject({ to: ['created'] });
    const ended = observed(rejected, { source: 'webhook', taskId: 'task_1' });
    expect(decide(operation({ attempt: 1 }), ended, retried)).toMatchObject({ to: ['rejected'] });
  });

  it('leaves no task behind when the call came to nothing: the same bytes, sent again, make their own', () => {
    const failed = observed({ kind: 'unproven', error: broken }, { taskId: 'task_1', attempt: 1 });
    const { after } = fold(calling(), [failed], withReplay(86_400));
    expect(seen(after)).toMatchObject({ status: 'submitting', taskId: null, mayHaveExecuted: true });
  });
});

describe('a bad end of which nobody can tell whether it is that of a call before a person sent it again', () => {
  /** The first call may have executed, and nobody knows its task. The person's call has a task of its own. */
  const sentAnew = calling({ attempt: 2, attemptsInBudget: 1, mayHaveExecuted: true });
  const waiting = (status: 'approved' | 'pending_permission', taskId: string | null) => ({
    ...sentAnew,
    status,
    taskId,
    dueKind: 'poll' as const,
  });

  it('makes a doubt of what waits, when it was found by a reference', () => {
    const found = observed(rejected, { source: 'poll', attempt: 2 });
    for (const open of [waiting('approved', 'task_2'), waiting('pending_permission', null)]) {
      const { after } = fold(open, [found, found], context);
      expect(after).toMatchObject({ status: 'in_doubt', taskId: open.taskId, outcome: null });
    }
    const own = observed(rejected, { source: 'reconcile', attempt: 2, ofTheCall: true, taskId: 'task_9' });
    expect(fold(sentAnew, [own], context).after).toMatchObject({ status: 'in_doubt', taskId: null });
  });

  it('ends nothing when a webhook tells it of a task that nobody knows', () => {
    const told = observed(rejected, { source: 'webhook', taskId: 'task_1' });
    const answer = observed({ kind: 'pending', status: 'pending_approval' }, { taskId: 'task_2', attempt: 2 });
    const { after } = fold(sentAnew, [told, answer], context);
    expect(after).toMatchObject({ status: 'pending_approval', taskId: 'task_2', conflicts: 0 });
  });

  it("is the end when the person's own call is answered by it, or its task is named", () => {
    expect(decide(sentAnew, observed(rejected, { attempt: 2 }), context)).toMatchObject({ to: ['rejected'] });
    const ofTask = observed(rejected, { source: 'webhook', taskId: 'task_2' });
    expect(decide(waiting('approved', 'task_2'), ofTask, context)).toMatchObject({ to: ['rejected'] });
  });

  it('is the end when every call was within one budget, and so carried the same key', () => {
    const resent = calling({ attempt: 2, attemptsInBudget: 2, mayHaveExecuted: true });
    const found = observed(rejected, { source: 'reconcile', attempt: 2, ofTheCall: true });
    expect(decide(resent, found, withReplay(86_400))).toMatchObject({ to: ['rejected'] });
  });
});

describe('what was asked before a person sent it again, and is heard after the new call was answered', () => {
  const bound = calling({ status: 'pending_approval', attempt: 2, taskId: 'task_2', mayHaveExecuted: true });

  it.each(['poll', 'reconcile'] as const)('is overtaken, as a %s: no doubt, no contradiction, no end', (source) => {
    const words = [{ kind: 'no_evidence' }, pending, rejected, { kind: 'unknown_word', word: 'parked' }] as const;
    for (const finding of words) {
      const before = observed(finding, { source, attempt: 1, taskId: 'task_1' });
      expect(fold(bound, [before], context).after).toMatchObject({
        status: 'pending_approval',
        taskId: 'task_2',
        conflicts: 0,
      });
    }
  });

  it('is a contradiction when that task has booked', () => {
    const booked = observed(createdFinding, { source: 'poll', attempt: 1, taskId: 'task_1' });
    expect(decide(bound, booked, context).verdict).toBe('conflict');
  });
});

describe('an approval after the deadline, without an outcome', () => {
  const late = operation({
    status: 'timed_out',
    taskId: 'task_1',
    sellerTaskStatus: 'pending',
    deadlinePassedAt: context.now,
  });
  const approved = (source: 'poll' | 'webhook') =>
    observed({ kind: 'pending', status: 'approved' }, { source, taskId: 'task_1', sellerTaskStatus: 'completed' });

  it.each(['poll', 'webhook'] as const)('is told once, by %s, and changes nothing else', (source) => {
    const first = fold(late, [approved(source)], context);
    expect(first.after.status).toBe('timed_out');
    expect(first.events).toMatchObject([{ type: 'operation.approved', late: true }, { type: 'operation.attention' }]);
    const other = { ...approved('webhook'), sellerTaskStatus: 'approved' };
    expect(fold(first.after, [approved('poll'), approved('webhook'), other], context).events).toEqual([]);
  });
});

describe("an end that may be an earlier request's", () => {
  it('makes a doubt of what waits without a task, and of nothing else', () => {
    const ambiguous = observed({ kind: 'no_evidence', ambiguous: true }, { source: 'poll' });
    const waiting = operation({ status: 'pending_approval', attempt: 1, callStartedAt: context.now });
    expect(decide(waiting, ambiguous, context)).toMatchObject({ to: ['in_doubt'] });
    expect(decide({ ...waiting, status: 'in_doubt' }, ambiguous, context).verdict).toBe('unchanged');
    const nothing = observed({ kind: 'no_evidence' }, { source: 'poll' });
    expect(decide(waiting, nothing, context).verdict).toBe('unchanged');
  });
});

describe('the repetition of what ended badly', () => {
  it('may book twice when a second call was refused, or the seller has said both', () => {
    const failed = operation({ status: 'failed', attempt: 1 });
    expect(repetitionMayBookTwice(failed)).toBe(false);
    expect(repetitionMayBookTwice(changed(failed, { attempt: 2 }))).toBe(false);
    expect(repetitionMayBookTwice(changed(failed, { attempt: 2, mayHaveExecuted: true }))).toBe(true);
    expect(repetitionMayBookTwice({ ...failed, conflicts: 1, lastConflict: 'it has said both' })).toBe(true);
  });

  it('needs no acceptance when the seller has said both before a person asked it and resolved it as a bad end', () => {
    const open = operation({ status: 'pending_approval', taskId: 'task_1' });
    const other = observed(pending, { source: 'webhook', taskId: 'task_2' });
    const word = (status: 'failed' | 'created') =>
      observed({ kind: 'resolved', outcome: { status }, note: 'on the phone' }, { source: 'operator' });
    const failed = fold(open, [other, word('failed')], context).after;
    expect(failed).toMatchObject({ status: 'failed', conflicts: 1 });
    expect(repetitionMayBookTwice(failed)).toBe(false);
    const booked = observed(createdFinding, { source: 'webhook', taskId: 'task_1' });
    expect(repetitionMayBookTwice(fold(failed, [booked], context).after)).toBe(true);
  });

  it.each([
    ['the refusal of the last call', calling(), 2, { attempt: 2 }, true],
    ['an end that the seller repeats for the key', calling(), 2, { attempt: 2, replayed: true }, false],
    ['the end of its task', calling({ taskId: 'task_1' }), 2, { source: 'poll', attempt: 2, taskId: 'task_1' }, false],
    [
      'the end of its task, after a retry',
      calling({ taskId: 'task_2' }),
      1,
      { source: 'poll', attempt: 2, taskId: 'task_2' },
      true,
    ],
  ] as const)('may book twice after %s: and the desk is told', (_, open, attemptsInBudget, more, doubtful) => {
    const twice = changed(open, {
      status: 'source' in more ? ('pending_approval' as const) : ('submitting' as const),
      attempt: 2,
      attemptsInBudget,
      mayHaveExecuted: true,
    });
    const { after, events } = fold(twice, [observed(rejected, more)], context);
    expect([after.status, repetitionMayBookTwice(after)]).toEqual(['rejected', doubtful]);
    const told = events.findLast(({ type }) => type !== 'operation.attention');
    expect(told?.message.includes('ask the publisher before you buy it again')).toBe(doubtful);
  });
});
