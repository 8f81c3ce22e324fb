import { decide } from './decide';
import { changed, context, observed, operation, start } from './spec/operations';

const error = { code: 'CONNECT_FAILED', message: 'connection refused', recovery: 'transient' } as const;

describe('a call that the deadline fell into', () => {
  const timedOut = operation({
    status: 'timed_out',
    attempt: 2,
    callStartedAt: start,
    firstCallAt: start,
    deadlinePassedAt: start,
  });
  const answer = observed({ kind: 'not_executed', error }, { attempt: 2 });

  it('ends the operation as failed when it is known to have done nothing', () => {
    expect(decide(timedOut, answer, context)).toMatchObject({
      verdict: 'transitions',
      to: ['failed'],
      patch: { outcome: { status: 'failed', error: { code: 'DEADLINE_BEFORE_SUBMISSION' } } },
    });
  });

  it.each([
    ['an earlier call may have executed', { mayHaveExecuted: true }, {}],
    ['the answer is to another call', {}, { attempt: 1 }],
    ['the answer names no call', {}, { attempt: undefined }],
    ['the seller has made a task', { taskId: 'task_1' }, {}],
    ['no call was under way', { callStartedAt: null }, {}],
  ])('leaves it timed out when %s', (_, fields, change) => {
    const decision = decide(changed(timedOut, fields), { ...answer, ...change }, context);
    expect(decision.verdict).toBe('stale');
  });
});
