import type { DecisionContext } from './context';
import { fold } from './fold';
import type { Finding } from './observation';
import { allowedActions } from './operator-action';
import { MAX_SELLER_ID_CHARACTERS, withKeepableIds } from './seller-ids';
import { calling, changed, context, createdFinding, observed, operation, seen, start } from './spec/operations';
import { OperationStatus, isSettled, operationStatuses } from './status';
import { isAllowed } from './transitions';

const other = '0190aaaa-0000-7000-8000-0000000000ee';
const taken: DecisionContext = { ...context, facts: { otherBuys: new Map([['mb_1', other]]) } };
const rejected: Finding = { kind: 'settled', outcome: { status: 'rejected', mediaBuyId: 'mb_1' } };
const long = 'x'.repeat(MAX_SELLER_ID_CHARACTERS + 1);

describe('an outcome that names the media buy of another operation', () => {
  it.each([
    ['created', createdFinding],
    ['delivering', { ...createdFinding, delivering: true } as Finding],
    ['rejected', rejected],
  ])('is a conflict that leaves the create in doubt and names the other: %s', (_, finding) => {
    const { after, decisions, timeline, events, releaseLease } = fold(calling(), [observed(finding)], taken);
    expect(decisions[0]).toMatchObject({ verdict: 'conflict', reason: `media buy mb_1 is that of operation ${other}` });
    expect(seen(after)).toMatchObject({
      status: 'in_doubt',
      conflicts: 1,
      outcome: null,
      mayHaveExecuted: true,
      dueKind: 'poll',
    });
    expect(after.error).toMatchObject({
      code: 'MEDIA_BUY_OF_ANOTHER_OPERATION',
      details: { media_buy_id: 'mb_1', operation_id: other },
    });
    expect(timeline.map(({ kind, to }) => `${kind} ${to}`)).toEqual(['conflict submitting', 'transition in_doubt']);
    expect(events.map(({ type, message }) => [type, message.includes(other)])).toEqual([
      ['operation.in_doubt', true],
      ['operation.attention', false],
    ]);
    expect(releaseLease).toBe(true);
  });

  it.each(operationStatuses)('settles nothing, and loses nothing, while it is %s', (status) => {
    const settled = isSettled(status);
    const before = operation({
      status,
      attempt: 1,
      callStartedAt: start,
      taskId: 'task_1',
      outcome: settled ? { status: 'created', mediaBuyId: 'mb_2' } : null,
    });
    const { after, decisions } = fold(
      before,
      [observed(createdFinding, { taskId: 'task_1', source: 'webhook' })],
      taken,
    );
    expect(decisions[0]?.verdict).toBe('conflict');
    expect(after.outcome).toEqual(before.outcome);
    expect(after.status).toBe(isAllowed(status, OperationStatus.inDoubt) ? 'in_doubt' : status);
  });

  it('is told once when every poll repeats it, and is not forgotten when the seller has it waiting again', () => {
    const asked = observed(createdFinding, { source: 'poll', taskId: 'task_1' });
    const waits = observed({ kind: 'pending', status: 'pending_approval' }, { source: 'poll', taskId: 'task_1' });
    const before = operation({ status: 'pending_approval', taskId: 'task_1', attempt: 1, callStartedAt: start });
    const { after, decisions } = fold(before, [asked, asked, waits, asked, { ...waits, source: 'webhook' }], taken);
    const verdicts = decisions.map(({ verdict }) => verdict);
    expect(verdicts).toEqual(['conflict', 'unchanged', 'unchanged', 'unchanged', 'stale']);
    expect(after).toMatchObject({
      status: 'in_doubt',
      conflicts: 1,
      error: { code: 'MEDIA_BUY_OF_ANOTHER_OPERATION' },
    });
  });

  it('is told again when a person has sent it again and the seller repeats it', () => {
    const asked = observed(createdFinding, { source: 'poll', taskId: 'task_1' });
    const before = operation({ status: 'pending_approval', taskId: 'task_1', attempt: 1, callStartedAt: start });
    const doubtful = fold(before, [asked], taken).after;
    const retried = fold(doubtful, [observed({ kind: 'retry_requested', acceptsDoubleBooking: true })], taken).after;
    const again = fold(
      changed(retried, { status: 'submitting', attempt: 2, callStartedAt: start }),
      [observed(createdFinding)],
      taken,
    );
    expect(again.decisions[0]?.verdict).toBe('conflict');
    expect(again.events.map(({ type }) => type)).toEqual(['operation.in_doubt', 'operation.attention']);
  });

  it('ends well by another buy, and badly by a person', () => {
    const { after } = fold(calling(), [observed(createdFinding)], taken);
    expect(allowedActions(after)).toEqual(['poll', 'retry', 'resolve']);
    const own: Finding = { kind: 'settled', outcome: { status: 'created', mediaBuyId: 'mb_2' } };
    expect(fold(after, [observed(own, { source: 'reconcile' })], taken).after).toMatchObject({
      status: 'created',
      error: null,
    });
    for (const status of ['failed', 'rejected', 'canceled'] as const) {
      const resolved: Finding = { kind: 'resolved', outcome: { status }, note: 'told by phone' };
      expect(fold(after, [observed(resolved, { source: 'operator' })], taken).after.status).toBe(status);
    }
  });

  it('is refused to a person, with the name of the other', () => {
    const before = operation({ status: 'in_doubt', attempt: 1, callStartedAt: start });
    const resolved: Finding = { kind: 'resolved', outcome: { status: 'created', mediaBuyId: 'mb_1' }, note: 'n' };
    expect(fold(before, [observed(resolved, { source: 'operator' })], taken).decisions[0]).toEqual({
      verdict: 'refused',
      reason: `media buy mb_1 is that of operation ${other}`,
      holder: other,
    });
  });

  it('is what an update is about', () => {
    const updated: Finding = { kind: 'settled', outcome: { status: 'completed', mediaBuyId: 'mb_1' } };
    expect(fold(calling({ type: 'update_media_buy' }), [observed(updated)], taken).after.status).toBe('completed');
  });
});

describe('a name that is too long to be kept', () => {
  it.each([
    ['task_id', observed({ kind: 'pending', status: 'pending_approval' }, { taskId: long })],
    ['media_buy_id', observed({ kind: 'pending', status: 'pending_approval' }, { mediaBuyId: long })],
    ['media_buy_id', observed({ kind: 'settled', outcome: { status: 'created', mediaBuyId: long } })],
    ['media_buy_id', observed({ kind: 'settled', outcome: { status: 'rejected', mediaBuyId: long } })],
    ['task_id', observed(createdFinding, { taskId: long })],
  ])('leaves the operation in doubt, says what is wrong, and is kept nowhere: %s', (field, observation) => {
    const result = fold(calling(), [observation], context);
    expect(seen(result.after)).toMatchObject({
      status: 'in_doubt',
      taskId: null,
      pendingMediaBuyId: null,
      mayHaveExecuted: true,
    });
    expect(result.after.error).toMatchObject({
      code: 'SELLER_ID_TOO_LONG',
      message: `the seller names a ${field} of 513 characters; at most 512 can be kept`,
      suggestion: expect.stringContaining('resolve'),
    });
    expect(result.events.map(({ type }) => type)).toEqual(['operation.in_doubt', 'operation.attention']);
    expect(JSON.stringify(result)).not.toContain(long);
  });

  it.each(['poll', 'webhook', 'reconcile'] as const)(
    'leaves it in doubt also by a %s, and ends no timed out one',
    (source) => {
      const finding: Finding = { kind: 'settled', outcome: { status: 'created', mediaBuyId: long } };
      const learned = observed(finding, { source, taskId: 'task_1' });
      const fields = { taskId: 'task_1', attempt: 1, callStartedAt: start };
      const waiting = operation({ ...fields, status: 'pending_approval' });
      expect(fold(waiting, [learned], context).after.status).toBe('in_doubt');
      const late = fold(
        operation({ ...fields, status: 'timed_out', deadlinePassedAt: start }),
        [learned, learned],
        context,
      );
      expect(late.after).toMatchObject({ status: 'timed_out', error: { code: 'SELLER_ID_TOO_LONG' } });
      expect(late.events.map(({ type }) => type)).toEqual(['operation.conflict_recorded', 'operation.attention']);
    },
  );

  it('does not change that a call did not execute', () => {
    const error = { code: 'RATE_LIMITED', message: 'later', recovery: 'transient' } as const;
    const { after, timeline } = fold(calling(), [observed({ kind: 'not_executed', error }, { taskId: long })], context);
    expect(after.status).toBe('requested');
    expect(JSON.stringify(timeline)).not.toContain(long);
  });

  it('that is not too long is left as it is', () => {
    const fits = observed(
      { kind: 'settled', outcome: { status: 'created', mediaBuyId: long.slice(1) } },
      { taskId: long.slice(1) },
    );
    expect(withKeepableIds(fits)).toBe(fits);
    expect(fold(calling(), [fits], context).after.status).toBe('created');
  });
});

describe('a word that nobody can read', () => {
  const endless = 'x'.repeat(100_000);
  const spoken = { sellerStatus: endless, sellerTaskStatus: endless, contextId: endless };

  it('is cut wherever it is shown, and a context is left out', () => {
    const result = fold(calling(), [observed({ kind: 'unknown_word', word: endless }, spoken)], context);
    expect(result.after).toMatchObject({ status: 'in_doubt', contextId: null });
    expect(result.after.error?.message).toMatch(/^the seller answered "x{200}… \(100000 characters\)"$/);
    expect(JSON.stringify(result).length).toBeLessThan(13_000);
  });

  it('is no news when it comes again', () => {
    const pending: Finding = { kind: 'pending', status: 'pending_approval' };
    const asked = observed(pending, { source: 'poll', taskId: 'task_1', ...spoken });
    const before = operation({ status: 'pending_approval', taskId: 'task_1', attempt: 1, callStartedAt: start });
    const { decisions } = fold(before, [asked, asked], context);
    expect(decisions.map(({ verdict }) => verdict)).toEqual(['transitions', 'unchanged']);
  });
});

describe('a buy that was named while it waits', () => {
  const waits = observed({ kind: 'pending', status: 'pending_approval' }, { mediaBuyId: 'mb_1' });

  it('is known to whoever asks about it, and proves no booking', () => {
    expect(fold(calling(), [waits], context).after).toMatchObject({
      status: 'pending_approval',
      pendingMediaBuyId: 'mb_1',
      outcome: null,
    });
  });

  it('is forgotten when a person sends it again', () => {
    const before = operation({ status: 'in_doubt', attempt: 1, callStartedAt: start, pendingMediaBuyId: 'mb_1' });
    const retried = fold(before, [observed({ kind: 'retry_requested', acceptsDoubleBooking: true })], context);
    expect(retried.after).toMatchObject({ status: 'requested', pendingMediaBuyId: null });
  });

  it("ends badly by its own word, also after a person's retry", () => {
    const before = operation({
      status: 'pending_approval',
      attempt: 2,
      attemptsInBudget: 1,
      callStartedAt: start,
      mayHaveExecuted: true,
      pendingMediaBuyId: 'mb_1',
    });
    expect(fold(before, [observed(rejected, { source: 'poll' })], context).after.status).toBe('rejected');
    const unnamed: Finding = { kind: 'settled', outcome: { status: 'rejected' } };
    expect(fold(before, [observed(unnamed, { source: 'poll' })], context).after.status).toBe('in_doubt');
  });
});
