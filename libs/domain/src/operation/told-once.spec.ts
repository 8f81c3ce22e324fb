import { deadlineNearAt } from './deadline-near';
import { fold } from './fold';
import type { Operation } from './operation';
import { context, createdFinding, hoursLater, observed, operation } from './spec/operations';

const pendingOperation = () => operation({ status: 'pending_approval', taskId: 'task_1', overdue: false });

const typesOf = (before: Operation, findings: Parameters<typeof observed>[0][], at = context) => {
  const { after, events } = fold(
    before,
    findings.map((finding) =>
      observed(finding, { source: 'timer', taskId: finding.kind === 'settled' ? 'task_1' : undefined }),
    ),
    at,
  );
  return { after, types: events.map(({ type }) => type), sequences: events.map(({ sequence }) => sequence) };
};

describe('what follows from a change is told once for each entry', () => {
  it('that the deadline is near, of each deadline', () => {
    const waiting = pendingOperation();
    expect(typesOf(waiting, [{ kind: 'deadline_near' }], hoursLater(21)).types).toEqual([]);
    const near = hoursLater(22);
    const { after, types } = typesOf(waiting, [{ kind: 'deadline_near' }, { kind: 'deadline_near' }], near);
    expect(types.filter((type) => type === 'operation.deadline_near')).toHaveLength(1);
    expect(typesOf(after, [{ kind: 'deadline_near' }], near).types).toEqual([]);
    const prolonged = { ...after, deadlineAt: new Date(waiting.deadlineAt.getTime() + 3_600_000) };
    expect(typesOf(prolonged, [{ kind: 'deadline_near' }], hoursLater(24)).types).toContain('operation.deadline_near');
  });

  it('of a short deadline, a quarter of its time before', () => {
    const deadlineAt = new Date('2026-03-02T10:00:00Z');
    expect(deadlineNearAt({ deadlineAt, deadlineSeconds: 3_600 })).toEqual(new Date('2026-03-02T09:45:00Z'));
    expect(deadlineNearAt({ deadlineAt, deadlineSeconds: 90 * 86_400 })).toEqual(new Date('2026-03-02T08:00:00Z'));
  });

  it('that it takes longer than usual, and no more when it has timed out', () => {
    const waiting = pendingOperation();
    const { after, types } = typesOf(waiting, [{ kind: 'overdue_passed' }], hoursLater(13));
    expect(types).toEqual(['operation.overdue']);
    expect(typesOf(after, [{ kind: 'overdue_passed' }], hoursLater(14)).types).toEqual([]);
    expect(typesOf(waiting, [{ kind: 'deadline_passed' }], hoursLater(25)).types).toEqual([
      'operation.timed_out',
      'operation.attention',
    ]);
  });

  it('that an outcome came after the deadline, before the word that a person is needed', () => {
    const { after: late } = typesOf(pendingOperation(), [{ kind: 'deadline_passed' }], hoursLater(25));
    const { after, types, sequences } = typesOf(late, [createdFinding], hoursLater(26));
    expect(types).toEqual(['operation.created', 'operation.late_settlement', 'operation.attention']);
    expect(sequences).toEqual([3, 4, 5]);
    expect(after.eventSequence).toBe(5);
    expect(typesOf(after, [createdFinding], hoursLater(27)).types).toEqual([]);
  });
});
