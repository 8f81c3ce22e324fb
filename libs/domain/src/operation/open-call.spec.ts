import { claimedWorking } from './spec/open-call';
import { fold } from './fold';
import { calling, context, createdFinding, hoursLater, observed, seen, withReplay } from './spec/operations';

const broken = { code: 'CONNECTION_LOST', message: 'the connection broke', recovery: 'transient' } as const;

describe('a call that shows progress on its open connection', () => {
  it('is working, and stays with the worker that made it', () => {
    const { after, releaseLease, events } = claimedWorking();
    expect(after).toMatchObject({ status: 'working', dueKind: 'submit', dueAt: calling().dueAt });
    expect(releaseLease).toBe(false);
    expect(events.map(({ type }) => type)).toEqual(['operation.working']);
  });

  it('tells its progress once', () => {
    const again = fold(
      claimedWorking().after,
      [observed({ kind: 'pending', status: 'working', callOpen: true })],
      context,
    );
    expect(again).toMatchObject({ changed: false, events: [] });
  });

  it('ends with its answer, as any call', () => {
    const { after, releaseLease } = fold(claimedWorking().after, [observed(createdFinding, { attempt: 1 })], context);
    expect(after).toMatchObject({ status: 'created', dueKind: null });
    expect(releaseLease).toBe(true);
  });

  it.each(['task_1', undefined])('that says no more than working is asked about from then on (%s)', (taskId) => {
    const answer = observed({ kind: 'pending', status: 'working' }, { taskId, attempt: 1 });
    const { after, releaseLease } = fold(claimedWorking().after, [answer], context);
    expect(after).toMatchObject({ status: 'working', dueKind: 'poll', taskId: taskId ?? null });
    expect(releaseLease).toBe(true);
  });

  it('goes out again when it broke, only where the seller promises to recognise it', () => {
    const lost = observed({ kind: 'unproven', error: broken }, { attempt: 1 });
    const again = fold(claimedWorking().after, [lost], withReplay(3600));
    expect(seen(again.after)).toMatchObject({ status: 'submitting', dueKind: 'submit', mayHaveExecuted: true });
    expect(again.releaseLease).toBe(true);
    expect(fold(claimedWorking().after, [lost], context).after).toMatchObject({ status: 'in_doubt', dueKind: 'poll' });
  });

  it('waits to be sent again when the seller says that it did not execute it after all', () => {
    const refused = observed({ kind: 'not_executed', error: broken }, { attempt: 1 });
    const { after, releaseLease } = fold(claimedWorking().after, [refused], context);
    expect(seen(after)).toMatchObject({ status: 'requested', dueKind: 'submit', callStartedAt: null });
    expect(releaseLease).toBe(true);
  });

  it('is not asked about meanwhile, whoever wishes so', () => {
    const { after } = fold(
      claimedWorking().after,
      [observed({ kind: 'poll_requested' }, { source: 'operator' })],
      context,
    );
    expect(after).toMatchObject({ dueKind: 'submit' });
  });

  it('is in doubt for an answer that no table knows', () => {
    const word = observed({ kind: 'unknown_word', word: 'marinating' }, { attempt: 1 });
    expect(fold(claimedWorking().after, [word], context).after.status).toBe('in_doubt');
  });

  it('times out as everything does, and is watched', () => {
    const passed = observed({ kind: 'deadline_passed' }, { source: 'timer' });
    const { after, releaseLease } = fold(claimedWorking().after, [passed], hoursLater(25));
    expect(after).toMatchObject({ status: 'timed_out', dueKind: 'poll' });
    expect(releaseLease).toBe(true);
  });
});

describe('an answer that the seller repeats', () => {
  it('is a snapshot of then: the present state is asked for at once', () => {
    const answer = observed(
      { kind: 'pending', status: 'pending_approval' },
      { taskId: 't', attempt: 1, replayed: true },
    );
    const { after, replayed } = fold(calling(), [answer], context);
    expect(after).toMatchObject({ status: 'pending_approval', dueKind: 'poll', dueAt: context.now });
    expect(replayed).toBe(true);
  });
});

describe('the deadline for creatives', () => {
  const created = fold(calling(), [observed(createdFinding, { attempt: 1 })], context).after;
  const near = observed({ kind: 'creatives_due', deadline: '2026-03-09T09:00:00Z' }, { source: 'timer' });

  it('is warned of, in words for a person', () => {
    const { events, after, creativesWarned } = fold(created, [near], context);
    expect(events).toMatchObject([
      { type: 'media_buy.creative_deadline_near', message: expect.stringContaining('mb_1') as unknown },
    ]);
    expect(after).toMatchObject({ status: 'created', eventSequence: created.eventSequence + 1, dueAt: null });
    expect(creativesWarned).toBe(true);
  });

  it('is nothing to warn of where there is no buy', () => {
    expect(fold(calling(), [near], context)).toMatchObject({ changed: false, events: [] });
  });
});
