import { attentionReason, attentionStatuses } from './attention';
import { AttentionReason } from './attention-reason';
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
  const bare: Partial<Record<OperationStatus, AttentionReason>> = { in_doubt: 'in_doubt', timed_out: 'timed_out' };

  it.each(operationStatuses)('while it is %s', (status) => {
    const reason = (hasTask: boolean, errorCode: string | null) => attentionReason({ status, hasTask, errorCode });
    const isPermission = status === 'pending_permission';
    expect(reason(false, null)).toBe(bare[status] ?? null);
    expect(reason(true, null)).toBe(bare[status] ?? null);
    expect(reason(false, 'AUTH_INVALID')).toBe(isPermission ? 'credential_refused' : (bare[status] ?? null));
    expect(reason(false, 'version_unsupported')).toBe(isPermission ? 'version_unsupported' : (bare[status] ?? null));
    // A request that became a task is in the seller's hands, whatever was refused before.
    expect(reason(true, 'AUTH_INVALID')).toBe(bare[status] ?? null);
  });

  it('is looked for in no other statuses than those that are counted', () => {
    const reasons = operationStatuses.filter((status) =>
      [null, 'AUTH_INVALID'].some((errorCode) => attentionReason({ status, hasTask: false, errorCode }) !== null),
    );
    expect([...attentionStatuses].sort()).toEqual(reasons.sort());
  });
});

describe('the attention of an operation', () => {
  it('begins with the change that makes it, stays as it is, and ends with the reason', () => {
    const doubtful = fold(calling(), [observed({ kind: 'unproven', error: refused })], context).after;
    expect(doubtful.attention).toEqual({ reason: 'in_doubt', since: context.now });

    const later = hoursLater(1);
    const { after: stays } = fold(doubtful, [observed({ kind: 'no_evidence' }, { source: 'reconcile' })], later);
    expect(stays.attention).toBe(doubtful.attention);
    const past = hoursLater(25);
    const { after: overdue, events } = fold(stays, [observed({ kind: 'deadline_passed' }, { source: 'timer' })], past);
    expect(events.map(({ type }) => type)).toEqual(['operation.in_doubt']);
    expect(overdue.attention).toBe(doubtful.attention);

    expect(fold(overdue, [observed(createdFinding)], past).after.attention).toBeNull();
  });

  it('begins anew with another reason, and when the same one comes again', () => {
    const first = fold(calling(), [observed(credentialRefused)], context).after;
    expect(first.attention).toEqual({ reason: 'credential_refused', since: context.now });
    const past = hoursLater(25);
    const deadline = [observed({ kind: 'pending', status: 'pending_permission' }, { source: 'webhook', taskId: 't' })];
    const waiting = fold(first, deadline, past).after;
    expect(waiting).toMatchObject({ status: 'pending_permission', attention: null });
    const { after: late } = fold(waiting, [observed({ kind: 'deadline_passed' }, { source: 'timer' })], past);
    expect(late.attention).toEqual({ reason: 'timed_out', since: past.now });

    const retry = observed({ kind: 'retry_requested', acceptsDoubleBooking: false }, { source: 'operator' });
    const sent = fold(first, [retry], hoursLater(1)).after;
    expect(sent.attention).toBeNull();
    const again = changed(sent, { status: 'submitting', attempt: 2, callStartedAt: hoursLater(1).now });
    const { after: second } = fold(again, [observed(credentialRefused)], hoursLater(2));
    expect(second.attention).toEqual({ reason: 'credential_refused', since: hoursLater(2).now });
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
  ] as const)('is in the notification of its begin: %s', (reason, finding, type) => {
    const { events } = fold(
      calling(),
      [observed(finding)],
      finding.kind === 'deadline_passed' ? hoursLater(25) : context,
    );
    expect(events.map((event) => event.type)).toEqual([type]);
    expect(operationView(events[0]!.operation, null, context.now)).toMatchObject({ attention: { reason } });
  });
});

describe('what to do about an operation that needs a person', () => {
  const say = (reason: AttentionReason, fields: Parameters<typeof operation>[0] = {}) =>
    whatToDo(operation({ poNumber: 'PO-77', ...fields }), reason);

  it('names the seller, the number to ask for, and what it may cost', () => {
    expect(say('in_doubt')).toBe(
      'We cannot prove whether acme has booked this. It may have. Ask acme for purchase order PO-77, then resolve with what they answer, or retry if they never got it. Do not buy it again before you know: it could be booked twice.',
    );
    expect(say('timed_out')).toBe(
      'acme gave no outcome by the deadline (2026-03-03 09:00 UTC) and may still book this. Ask acme for purchase order PO-77, then resolve with what they answer. Do not buy it again before you know: it could be booked twice.',
    );
    expect(say('timed_out', { late: true })).toMatch(
      /^acme approved this after its deadline and may have booked this\./,
    );
    expect(say('credential_refused')).toBe(
      'acme refuses our credential, so nothing was booked. Put a valid credential into the settings of seller acme, then retry.',
    );
    expect(say('version_unsupported')).toMatch(
      /^acme does not speak the AdCP version of our request, so nothing was booked\./,
    );
  });

  it('does not say that nothing was booked when an earlier call may have', () => {
    expect(say('credential_refused', { mayHaveExecuted: true })).toBe(
      'acme refuses our credential. An earlier call may have booked this all the same: ask acme for purchase order PO-77 before you send it again. Put a valid credential into the settings of seller acme, then retry.',
    );
  });

  it('warns of a second booking only where something is booked', () => {
    expect(say('in_doubt', { type: 'update_media_buy' })).toBe(
      'We cannot prove whether acme has changed this media buy. It may have. Ask acme for purchase order PO-77, then resolve with what they answer, or retry if they never got it.',
    );
    expect(say('credential_refused', { type: 'sync_creatives' })).toContain('so no creatives were taken');
  });

  it.each([
    [{ buyerRef: 'ref-1' }, 'Ask acme for buyer reference ref-1,'],
    [{ taskId: 'task_9' }, 'Ask acme about task task_9,'],
    [{}, 'Ask acme about our request of 2026-03-02 09:00 UTC,'],
  ])('names what the seller can find it by: %j', (fields, words) => {
    expect(say('in_doubt', { poNumber: null, ...fields })).toContain(words);
  });
});
