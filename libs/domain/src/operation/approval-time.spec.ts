import { fold } from './fold';
import { context, hoursLater, observed, operation, start } from './spec/operations';

const at = (seconds: number) => new Date(start.getTime() + seconds * 1000).toISOString();
const later = { ...context, now: new Date(start.getTime() + 27_000) };

describe('how long an approval took', () => {
  const waiting = operation({ status: 'pending_approval', taskId: 'task_1', pendingSince: start });
  const told = (taskTimes?: { created?: string; completed?: string }) =>
    fold(
      waiting,
      [
        observed(
          { kind: 'settled', outcome: { status: 'created', mediaBuyId: 'mb' } },
          { source: 'poll', taskId: 'task_1', taskTimes },
        ),
      ],
      later,
    ).after.approvalSeconds;

  it("is told by the seller's own times, not by when we asked", () => {
    expect(told({ created: at(-3_600), completed: at(-3_595) })).toBe(5);
    expect(told({ completed: at(6) })).toBe(6);
    expect(told()).toBe(27);
  });

  it('is what we saw when the times of the seller cannot be', () => {
    expect(told({ created: at(10), completed: at(5) })).toBe(27);
    expect(told({ created: at(-900), completed: at(20) })).toBe(27);
    expect(told({ completed: at(-10) })).toBe(27);
  });

  it('ends with the approval, not with the outcome that is fetched later', () => {
    const approved = fold(
      waiting,
      [
        observed(
          { kind: 'pending', status: 'approved' },
          { source: 'poll', taskId: 'task_1', taskTimes: { completed: at(9) } },
        ),
      ],
      later,
    ).after;
    const created = observed({ kind: 'settled', outcome: { status: 'created', mediaBuyId: 'mb' } }, { source: 'poll' });
    expect(fold(approved, [created], hoursLater(3)).after.approvalSeconds).toBe(9);
  });

  it('is not known of what nobody had to approve', () => {
    const direct = operation({
      status: 'submitting',
      attempt: 1,
      attemptsInBudget: 1,
      callStartedAt: start,
      firstCallAt: start,
    });
    const created = observed({ kind: 'settled', outcome: { status: 'created', mediaBuyId: 'mb' } });
    expect(fold(direct, [created], later).after).toMatchObject({ status: 'created', approvalSeconds: null });
  });
});
