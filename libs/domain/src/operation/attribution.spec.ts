import { attribute, lookupsFor } from './attribution';
import { type Call, CallFate } from './call';
import type { Facts } from './context';
import { fold } from './fold';
import type { Observation } from './observation';
import type { Operation } from './operation';
import { earlierCallMayHaveBooked } from './sending';
import { calling, context, createdFinding, observed, operation, start } from './spec/operations';

const pending = { kind: 'pending', status: 'pending_approval' } as const;
const rejected = { kind: 'settled', outcome: { status: 'rejected' } } as const;

const first: Call = {
  number: 1,
  key: 'key_0',
  startedAt: start,
  sellerRevision: 1,
  task: 'task_1',
  fate: CallFate.unknown,
  superseded: true,
};
const second: Call = { ...first, number: 2, key: 'key_1', task: null, fate: CallFate.open, superseded: false };

/** The first call's answer was lost. A person sent it again with a new key, and that call is under way. */
const retried = { ...calling(), calls: [first, second] };
/** The second call is answered. */
const waiting = {
  ...retried,
  status: 'pending_approval' as const,
  taskId: 'task_2',
  calls: [first, { ...second, task: 'task_2', fate: CallFate.answered }],
};
/** The same bytes and key went out twice. */
const resent = { ...calling(), calls: [{ ...first, key: 'key_1', superseded: false }, second] };
const alone = operation({ status: 'pending_approval', attempt: 1, callStartedAt: start });

describe('whose words an observation brings', () => {
  it.each<[string, Operation, Parameters<typeof observed>, Facts, string]>([
    ['the answer to the last call', retried, [pending, { attempt: 2 }], {}, 'this_call'],
    ['a late answer to the first call', retried, [pending, { attempt: 1, taskId: 'task_9' }], {}, 'earlier_call'],
    ['a late answer to an earlier call with the same key', resent, [pending, { attempt: 1 }], {}, 'this_call'],
    ['a late bad end of such a call', resent, [rejected, { attempt: 1 }], {}, 'earlier_call'],
    ['a webhook of the first task', retried, [rejected, { source: 'webhook', taskId: 'task_1' }], {}, 'earlier_call'],
    [
      'a webhook of a task that nobody knows',
      retried,
      [pending, { source: 'webhook', taskId: 'task_2' }],
      {},
      'this_call',
    ],
    ['its bad end', retried, [rejected, { source: 'webhook', taskId: 'task_2' }], {}, 'unknown'],
    ['a webhook of the bound task', waiting, [rejected, { source: 'webhook', taskId: 'task_2' }], {}, 'this_call'],
    [
      'a webhook of the first task then',
      waiting,
      [rejected, { source: 'webhook', taskId: 'task_1' }],
      {},
      'earlier_call',
    ],
    ['a webhook of a third task then', waiting, [pending, { source: 'webhook', taskId: 'task_3' }], {}, 'this_call'],
    [
      'a poll that was asked before the second call',
      waiting,
      [pending, { source: 'poll', attempt: 1 }],
      {},
      'earlier_call',
    ],
    ['a poll while the call is under way', retried, [pending, { source: 'poll', attempt: 2 }], {}, 'earlier_call'],
    ['a bad end that a poll finds by a reference', waiting, [rejected, { source: 'poll', attempt: 2 }], {}, 'unknown'],
    ['one that a rival may have had', alone, [rejected, { source: 'poll', attempt: 1 }], { rivals: true }, 'unknown'],
    ['one that nobody else may have had', alone, [rejected, { source: 'poll', attempt: 1 }], {}, 'this_call'],
    [
      'a booking that another operation has',
      alone,
      [createdFinding, { source: 'poll', attempt: 1 }],
      { otherBuys: new Map([['mb_1', 'other']]) },
      'another_operation',
    ],
    [
      'a task that another operation has',
      alone,
      [pending, { source: 'poll', attempt: 1, taskId: 'task_7' }],
      { otherTasks: new Set(['task_7']) },
      'another_operation',
    ],
  ])('%s', (_, of, [finding, more], facts, whose) => {
    expect(attribute(of, observed(finding, more), facts).whose).toBe(whose);
  });

  it('is an answer now only when it was asked since the last call, or by whoever made it', () => {
    const asks = (of: Operation, more: Partial<Observation>) =>
      attribute(of, observed(pending, { source: 'reconcile', ...more }), {}).answersNow;
    expect(asks(retried, { attempt: 2 })).toBe(false);
    expect(asks(retried, { attempt: 2, ofTheCall: true })).toBe(true);
    expect(asks(retried, { attempt: 1, ofTheCall: true })).toBe(false);
    expect(asks(waiting, { attempt: 2 })).toBe(true);
    expect(asks(waiting, { attempt: 2, source: 'webhook' })).toBe(false);
  });
});

describe('the bad end of the only call that may have been executed', () => {
  const unsent = { ...second, fate: CallFate.notExecuted };
  const only = { ...retried, status: 'requested' as const, calls: [first, unsent] };

  it('ends the operation, and leaves no doubt, although a later call was started', () => {
    const told = observed(rejected, { source: 'webhook', taskId: 'task_1' });
    const { after } = fold(only, [told], context);
    expect([after.status, earlierCallMayHaveBooked(after)]).toEqual(['rejected', false]);
  });
});

describe('what has to be looked up for it', () => {
  it('is nothing for the answer to a call, and for a poll of the bound task', () => {
    expect(lookupsFor(retried, observed(createdFinding, { attempt: 2, taskId: 'task_2' }), false)).toEqual({});
    expect(lookupsFor(waiting, observed(rejected, { source: 'poll', taskId: 'task_2' }), false)).toEqual({});
  });

  it('is who has the task and the buy, and whether there are rivals, where a reference has led to them', () => {
    const poll = { source: 'poll', attempt: 1 } as const;
    expect(lookupsFor(alone, observed(rejected, poll), false)).toEqual({ rivals: true });
    expect(lookupsFor(alone, observed(createdFinding, { ...poll, taskId: 't' }), false)).toEqual({
      taskId: 't',
      mediaBuyId: 'mb_1',
    });
  });

  it('is who has the buy when a write was lost, perhaps to them', () => {
    expect(lookupsFor(retried, observed(createdFinding, { attempt: 2 }), true)).toEqual({ mediaBuyId: 'mb_1' });
  });
});
