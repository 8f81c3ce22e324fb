import { fold } from './fold';
import { context, hoursLater, observed, operation, start } from './spec/operations';
import { operationView } from './view';
import { statusesWaitingFor, waitingFor, waitingParties } from './waiting-for';
import { isSettled, operationStatuses } from './status';

const usual = (samples: number) => ({
  ...context,
  seller: { ...context.seller, approvalSeconds: { p50: 1_800, p90: 3_600, samples } },
});
const pending = observed({ kind: 'pending', status: 'pending_approval' }, { taskId: 'task_1' });
const hours = (count: number) => new Date(start.getTime() + count * 3_600_000);

describe('an operation that takes long', () => {
  it('is overdue after the 90th percentile of at least 20 approvals, else at half its time', () => {
    for (const [samples, at] of [
      [20, 1],
      [19, 12],
    ] as const) {
      const { after } = fold(operation({ status: 'submitting' }), [pending], usual(samples));
      expect(after).toMatchObject({ overdueAt: hours(at), overdue: false });
    }
  });

  it('is marked when the timer tells of it, once, with its schedule as it was', () => {
    const { after } = fold(operation({ status: 'submitting' }), [pending], usual(20));
    const passed = observed({ kind: 'overdue_passed' }, { source: 'timer' });
    const told = fold(after, [passed], hoursLater(1, usual(20)));
    expect(told.after).toMatchObject({
      overdue: true,
      dueAt: after.dueAt,
      dueKind: 'poll',
      version: after.version + 1,
    });
    expect(told.timeline).toMatchObject([{ kind: 'learned', source: 'timer', reason: 'it takes longer than usual' }]);
    expect(fold(told.after, [passed], hoursLater(2, usual(20))).changed).toBe(false);
  });

  it('gets more time when the seller has become slower meanwhile, and is not overdue when it has ended', () => {
    const { after } = fold(operation({ status: 'submitting' }), [pending], usual(20));
    const slower = {
      ...hoursLater(1),
      seller: { ...context.seller, approvalSeconds: { p50: 1, p90: 7_200, samples: 20 } },
    };
    const passed = observed({ kind: 'overdue_passed' }, { source: 'timer' });
    expect(fold(after, [passed], slower).after).toMatchObject({ overdue: false, overdueAt: hours(2) });
    const ended = observed({ kind: 'settled', outcome: { status: 'created', mediaBuyId: 'mb' } });
    expect(fold({ ...after, overdue: true }, [ended], hoursLater(3)).after).toMatchObject({
      overdue: false,
      overdueAt: null,
    });
  });

  it('is shown as the row has it, which lists and counts read too', () => {
    const past = operation({ status: 'pending_approval', pendingSince: start, overdueAt: hours(1) });
    expect(operationView(past, null, hours(2))).toMatchObject({ overdue: false, overdue_at: hours(1).toISOString() });
    expect(operationView({ ...past, overdue: true }, null, hours(2))).toMatchObject({ overdue: true });
  });

  it('shows no estimate that has passed, and names the default as such', () => {
    const waiting = operation({ status: 'pending_approval', pendingSince: start, overdueAt: hours(1) });
    const view = (history: { p50: number; p90: number; samples: number } | null, at: number) =>
      operationView(waiting, { name: 'Acme Media', approvalSeconds: history }, hours(at));
    const known = { p50: 1_800, p90: 3_600, samples: 20 };
    expect(view(known, 0.4)).toMatchObject({
      overdue: false,
      estimated_completion: { p50: hours(0.5).toISOString(), p90: hours(1).toISOString(), source: 'history' },
    });
    expect(view(known, 0.6)).toMatchObject({ estimated_completion: { p50: null, p90: hours(1).toISOString() } });
    expect(view(known, 1)).toMatchObject({ estimated_completion: null });
    expect(view(null, 0)).toMatchObject({
      estimated_completion: { p50: hours(2).toISOString(), p90: hours(4).toISOString(), source: 'default' },
    });
    expect(
      operationView(operation({ pendingSince: start }), { name: 'Acme Media', approvalSeconds: known }, start),
    ).toMatchObject({
      estimated_completion: null,
    });
  });
});

describe('whose move it is', () => {
  it('is told of every status that is not settled, and of no other', () => {
    for (const status of operationStatuses) expect(waitingFor(status) === null).toBe(isSettled(status));
    const listed = waitingParties.flatMap(statusesWaitingFor);
    expect(new Set(listed).size).toBe(listed.length);
    expect(statusesWaitingFor('desk')).toEqual(['pending_permission', 'pending_input', 'in_doubt', 'timed_out']);
  });
});
