import { type AttentionFacts, attentionReason, entersAttention } from './attention';
import { AttentionReason, attentionReasons } from './attention-reason';
import { fold } from './fold';
import type { Finding } from './observation';
import { calling, changed, context, createdFinding, hoursLater, observed, operation } from './spec/operations';
import { type OperationStatus, operationStatuses } from './status';
import { operationView } from './view';
import { whatToDo } from './what-to-do';

const refused = { code: 'SELLER_REFUSED_CREDENTIAL', message: 'HTTP 401', recovery: null };
const wrongVersion = { code: 'VERSION_UNSUPPORTED', message: 'only 3.1', recovery: null };
const credentialRefused: Finding = { kind: 'not_executed', error: refused, unauthorized: true };

describe('the reason for which an operation needs a person', () => {
  const bare: Partial<Record<OperationStatus, AttentionReason>> = {
    in_doubt: 'in_doubt',
    timed_out: 'timed_out',
    pending_permission: 'permission_missing',
    pending_input: 'input_required',
  };
  const none = {
    hasTask: false,
    hasUnknownCall: false,
    errorCode: null,
    holdsPoNumber: false,
    late: false,
    conflicts: 0,
    acknowledged: null,
  };

  it.each(operationStatuses)('while it is %s', (status) => {
    const reason = (hasTask: boolean, errorCode: string | null) =>
      attentionReason({ ...none, status, hasTask, errorCode });
    const isPermission = status === 'pending_permission';
    expect(reason(false, null)).toBe(bare[status] ?? null);
    expect(reason(true, null)).toBe(bare[status] ?? null);
    expect(reason(false, 'AUTH_INVALID')).toBe(isPermission ? 'credential_refused' : (bare[status] ?? null));
    expect(reason(false, 'version_unsupported')).toBe(isPermission ? 'version_unsupported' : (bare[status] ?? null));
    // A request that became a task is in the seller's hands, whatever was refused before.
    expect(reason(true, 'AUTH_INVALID')).toBe(bare[status] ?? null);
  });

  it('is, once it has ended, what nobody has acknowledged', () => {
    const reason = (facts: Partial<AttentionFacts>) => attentionReason({ ...none, status: 'rejected', ...facts });
    const seen = { conflicts: 1, mayBeBooked: true, late: true };
    expect(reason({ holdsPoNumber: true, late: true, conflicts: 1 })).toBe('may_be_booked');
    expect(reason({ late: true, conflicts: 1 })).toBe('late_settlement');
    expect(reason({ conflicts: 1 })).toBe('conflict');
    expect(reason({ holdsPoNumber: true, late: true, conflicts: 1, acknowledged: seen })).toBeNull();
    expect(reason({ conflicts: 2, acknowledged: seen })).toBe('conflict');
    expect(reason({ late: true, acknowledged: { ...seen, late: false } })).toBe('late_settlement');
    expect(attentionReason({ ...none, status: 'created', holdsPoNumber: true })).toBeNull();
    // While it goes on, a lateness is no settlement yet.
    expect(attentionReason({ ...none, status: 'timed_out', late: true })).toBe('timed_out');
    expect(attentionReason({ ...none, status: 'pending_approval', conflicts: 1 })).toBe('conflict');
  });
});

describe('the attention of an operation', () => {
  it('begins with the change that makes it, stays as it is, and ends with the reason', () => {
    const doubtful = fold(calling(), [observed({ kind: 'unproven', error: refused })], context).after;
    expect(doubtful.attention).toEqual({ reason: 'in_doubt', since: context.now, assignee: null, note: null });

    const later = hoursLater(1);
    const { after: stays } = fold(doubtful, [observed({ kind: 'no_evidence' }, { source: 'reconcile' })], later);
    expect(stays.attention).toBe(doubtful.attention);
    const past = hoursLater(25);
    const { after: overdue, events } = fold(stays, [observed({ kind: 'deadline_passed' }, { source: 'timer' })], past);
    expect(events.map(({ type }) => type)).toEqual(['operation.in_doubt']);
    expect(overdue.attention).toBe(doubtful.attention);

    expect(fold(overdue, [observed(createdFinding)], past).after.attention).toMatchObject({
      reason: 'late_settlement',
    });
    expect(fold(stays, [observed(createdFinding)], later).after.attention).toBeNull();
  });

  it('begins anew with another reason, and when the same one comes again', () => {
    const first = fold(calling(), [observed(credentialRefused)], context).after;
    expect(first.attention).toEqual({ reason: 'credential_refused', since: context.now, assignee: null, note: null });
    const past = hoursLater(25);
    const deadline = [observed({ kind: 'pending', status: 'pending_permission' }, { source: 'webhook', taskId: 't' })];
    const waiting = fold(first, deadline, past).after;
    expect(waiting).toMatchObject({ status: 'pending_permission', attention: { reason: 'permission_missing' } });
    const { after: late } = fold(waiting, [observed({ kind: 'deadline_passed' }, { source: 'timer' })], past);
    expect(late.attention).toEqual({ reason: 'timed_out', since: past.now, assignee: null, note: null });

    const retry = observed({ kind: 'retry_requested', acceptsDoubleBooking: false }, { source: 'operator' });
    const sent = fold(first, [retry], hoursLater(1)).after;
    expect(sent.attention).toBeNull();
    const again = changed(sent, { status: 'submitting', attempt: 2, callStartedAt: hoursLater(1).now });
    const { after: second } = fold(again, [observed(credentialRefused)], hoursLater(2));
    expect(second.attention).toEqual({
      reason: 'credential_refused',
      since: hoursLater(2).now,
      assignee: null,
      note: null,
    });
  });

  it.each([
    ['in_doubt', { kind: 'unproven', error: refused, escalate: true }, 'operation.in_doubt'],
    ['credential_refused', credentialRefused, 'operation.pending_permission'],
    [
      'version_unsupported',
      { kind: 'not_executed', error: wrongVersion, unauthorized: true },
      'operation.pending_permission',
    ],
    ['timed_out', { kind: 'deadline_passed' }, 'operation.timed_out'],
    ['permission_missing', { kind: 'pending', status: 'pending_permission' }, 'operation.pending_permission'],
    ['input_required', { kind: 'pending', status: 'pending_input' }, 'operation.pending_input'],
  ] as const)('is in the notification of its begin: %s', (reason, finding, type) => {
    const { events } = fold(
      calling(),
      [observed(finding)],
      finding.kind === 'deadline_passed' ? hoursLater(25) : context,
    );
    expect(events.map((event) => event.type)).toEqual([type, 'operation.attention']);
    expect(operationView(events[0]!.operation, null, context.now)).toMatchObject({ attention: { reason } });
  });
});

describe('what a person does about it', () => {
  const act = (finding: Finding) => observed(finding, { source: 'operator', actor: 'ana' });
  const later = hoursLater(1);
  const rejection: Finding = { kind: 'settled', outcome: { status: 'rejected' } };
  const created = fold(calling(), [observed(createdFinding)], context).after;
  const conflicting = fold(created, [observed(rejection, { source: 'webhook' })], context);

  it('acknowledges a contradiction; a later one asks for a person again', () => {
    expect(conflicting.after.attention).toMatchObject({ reason: 'conflict' });
    expect(operationView(conflicting.events[0]!.operation, null, context.now)).toMatchObject({
      attention: { reason: 'conflict' },
      allowed_actions: ['acknowledge'],
    });
    const seen = fold(conflicting.after, [act({ kind: 'acknowledged', note: 'Kim: the first' })], later);
    expect(seen.after).toMatchObject({ status: 'created', attention: null });
    expect(seen.timeline).toMatchObject([{ source: 'operator', reason: 'acknowledged by a person: Kim: the first' }]);
    expect(seen.events).toEqual([]);
    const again = fold(seen.after, [observed(rejection, { source: 'webhook' })], hoursLater(2)).after;
    expect(again.attention).toMatchObject({ reason: 'conflict', since: hoursLater(2).now });
  });

  it('acknowledges a late settlement by the seller; who resolves it has seen it', () => {
    const timedOut = fold(
      calling(),
      [observed({ kind: 'deadline_passed' }, { source: 'timer' })],
      hoursLater(25),
    ).after;
    const settled = fold(timedOut, [observed(createdFinding, { source: 'poll' })], hoursLater(26)).after;
    expect(settled).toMatchObject({ late: true, attention: { reason: 'late_settlement', since: hoursLater(26).now } });
    const seen = fold(settled, [act({ kind: 'acknowledged', note: 'kept' })], hoursLater(27)).after;
    expect(seen.attention).toBeNull();
    const resolved = act({ kind: 'resolved', outcome: { status: 'created', mediaBuyId: 'mb_1' }, note: 'by phone' });
    expect(fold(timedOut, [resolved], hoursLater(26)).after).toMatchObject({ late: true, attention: null });
  });

  it('acknowledges what ended badly and may be booked', () => {
    const twice = changed(calling(), { attempt: 2, attemptsInBudget: 2, mayHaveExecuted: true });
    const ended = fold(twice, [observed(rejection, { attempt: 2 })], context);
    expect(ended.after).toMatchObject({
      status: 'rejected',
      holdsPoNumber: true,
      attention: { reason: 'may_be_booked' },
    });
    expect(ended.events[0]!.operation.attention).toMatchObject({ reason: 'may_be_booked' });
    expect(fold(ended.after, [act({ kind: 'acknowledged', note: 'no' })], later).after.attention).toBeNull();
  });

  it('cannot acknowledge a doubt, or what needs no person', () => {
    const doubtful = fold(calling(), [observed({ kind: 'unproven', error: refused })], context).after;
    for (const [operation, words] of [
      [doubtful, /in_doubt is not ended by/],
      [created, /nothing to acknowledge/],
    ] as const) {
      const { decisions, changed: isChanged } = fold(operation, [act({ kind: 'acknowledged', note: 'seen' })], later);
      expect(decisions).toMatchObject([{ verdict: 'refused', reason: expect.stringMatching(words) as string }]);
      expect(isChanged).toBe(false);
    }
  });

  it('says who looks after it, which stays with the next reason and ends with the last', () => {
    const doubtful = fold(calling(), [observed({ kind: 'unproven', error: refused })], context).after;
    const taken = fold(doubtful, [act({ kind: 'attention_noted', assignee: 'ana' })], later).after;
    const noted = fold(taken, [act({ kind: 'attention_noted', note: 'Kim calls back' })], later);
    const kept = { since: context.now, assignee: 'ana', note: 'Kim calls back' };
    expect(noted.after.attention).toEqual({ reason: 'in_doubt', ...kept });
    expect(entersAttention(doubtful, noted.after)).toBe(false);
    expect(noted.timeline).toMatchObject([{ kind: 'learned', reason: 'ana looks after it: Kim calls back' }]);
    const input = observed({ kind: 'pending', status: 'pending_input' }, { source: 'webhook', taskId: 't' });
    const next = fold(noted.after, [input], hoursLater(2)).after;
    expect(next.attention).toEqual({ ...kept, reason: 'input_required', since: hoursLater(2).now });
    expect(entersAttention(noted.after, next)).toBe(true);
    const ended = fold(next, [observed(createdFinding, { source: 'poll' })], hoursLater(3)).after;
    expect(ended.attention).toBeNull();
    expect(fold(ended, [act({ kind: 'attention_noted', note: 'x' })], hoursLater(3)).decisions).toMatchObject([
      { verdict: 'refused' },
    ]);
  });
});

describe('what to do about an operation that needs a person', () => {
  const say = (reason: AttentionReason, fields: Parameters<typeof operation>[0] = {}) =>
    whatToDo(operation({ poNumber: 'PO-77', ...fields }), reason, 'Acme Media');

  it('names the seller, the number to ask for, and what it may cost', () => {
    expect(say('in_doubt')).toBe(
      'We cannot prove whether Acme Media has booked this. It may have. Ask Acme Media for purchase order PO-77, then resolve with what they answer, or retry if they never got it. Do not buy it again before you know: it could be booked twice.',
    );
    expect(say('timed_out')).toBe(
      'Acme Media gave no outcome by the deadline (2026-03-03 09:00 UTC) and may still book this. Ask Acme Media for purchase order PO-77, then resolve with what they answer. Do not buy it again before you know: it could be booked twice.',
    );
    expect(say('timed_out', { late: true })).toMatch(
      /^Acme Media approved this after its deadline and may have booked this\./,
    );
    expect(say('credential_refused')).toBe(
      'Acme Media refuses our credential, so nothing was booked. Put a valid credential into the settings of Acme Media, then retry.',
    );
    expect(say('version_unsupported')).toMatch(
      /^Acme Media does not speak the AdCP version of our request, so nothing was booked\./,
    );
  });

  it('names the seller and an action for every reason', () => {
    for (const reason of attentionReasons) expect(say(reason)).toMatch(/Acme Media.*\b(?:resolve|retry|acknowledge)\b/);
  });

  it('does not say that nothing was booked when an earlier call may have', () => {
    expect(say('credential_refused', { mayHaveExecuted: true })).toBe(
      'Acme Media refuses our credential. An earlier call may have booked this all the same: ask Acme Media for purchase order PO-77 before you send it again. Put a valid credential into the settings of Acme Media, then retry.',
    );
  });

  it('warns of a second booking only where something is booked', () => {
    expect(say('in_doubt', { type: 'update_media_buy' })).toBe(
      'We cannot prove whether Acme Media has changed this media buy. It may have. Ask Acme Media for purchase order PO-77, then resolve with what they answer, or retry if they never got it.',
    );
    expect(say('credential_refused', { type: 'sync_creatives' })).toContain('so no creatives were taken');
  });

  it.each([
    [{ buyerRef: 'ref-1' }, 'Ask Acme Media for buyer reference ref-1,'],
    [{ taskId: 'task_9' }, 'Ask Acme Media about task task_9,'],
    [{}, 'Ask Acme Media about our request of 2026-03-02 09:00 UTC,'],
  ])('names what the seller can find it by: %j', (fields, words) => {
    expect(say('in_doubt', { poNumber: null, ...fields })).toContain(words);
  });
});
