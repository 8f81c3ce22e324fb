import fc from 'fast-check';
import { type CallColumns, callsOfColumns, columnsOfCalls } from '../call-columns';
import type { DecisionContext } from '../context';
import type { Finding, Observation } from '../observation';
import type { Operation } from '../operation';
import { MAX_SELLER_ID_CHARACTERS } from '../seller-ids';
import { OperationStatus, isSettled, operationStatuses, statusesOfKind } from '../status';

/** Material for the specs of `decide` and `fold`. */
export const start = new Date('2026-03-02T09:00:00.000Z');

export const context: DecisionContext = {
  now: start,
  chance: 0.5,
  timings: {
    pollInitialSeconds: 30,
    pollFactor: 1.5,
    pollMaxSeconds: 300,
    pollWithWebhookSeconds: 120,
    lateWatchSeconds: 3600,
    resendLongSeconds: 300,
  },
  newKey: 'key_new',
  seller: {
    name: 'Acme Media',
    hasWebhook: false,
    minPollSeconds: null,
    replayWindowSeconds: null,
    revision: 1,
    approvalSeconds: null,
  },
};

export function hoursLater(hours: number, from: DecisionContext = context): DecisionContext {
  return { ...from, now: new Date(from.now.getTime() + hours * 3_600_000) };
}

export function withReplay(seconds: number): DecisionContext {
  return { ...context, seller: { ...context.seller, replayWindowSeconds: seconds } };
}

/** Most specs give only the summary of the calls. */
type Spelled = Partial<Operation & CallColumns>;

export function operation(fields: Spelled = {}): Operation {
  const { attempt, attemptsInBudget, callStartedAt, firstCallAt, frozenRevision, mayHaveExecuted, ...others } = fields;
  const columns = {
    attempt: attempt ?? 0,
    attemptsInBudget: attemptsInBudget ?? 0,
    callStartedAt: callStartedAt ?? null,
    firstCallAt: firstCallAt ?? null,
    frozenRevision: frozenRevision ?? null,
    mayHaveExecuted: mayHaveExecuted ?? false,
  };
  const { requestKey = 'key_1', status = 'requested', taskId = null } = others;
  return {
    id: '0190aaaa-0000-7000-8000-000000000001',
    tenantId: '0190aaaa-0000-7000-8000-0000000000ff',
    sellerId: 'acme',
    dialect: 'hitl-v1',
    type: 'create_media_buy',
    status: 'requested',
    statusSince: start,
    sellerStatus: null,
    sellerTaskStatus: null,
    message: null,
    taskId: null,
    pendingMediaBuyId: null,
    contextId: null,
    poNumber: 'PO-1',
    holdsPoNumber: true,
    userId: 'trader@desk',
    summary: { totalBudget: null, start: null, end: null, packages: null, brand: null },
    account: null,
    buyerRef: null,
    outcome: null,
    outcomeFingerprint: null,
    error: null,
    requestKey,
    calls: callsOfColumns(columns, { requestKey, status, taskId, createdAt: start }),
    pollAttempt: 0,
    dueKind: 'submit',
    dueAt: start,
    deadlineAt: new Date(start.getTime() + 24 * 3_600_000),
    deadlineSeconds: 24 * 3_600,
    deadlinePassedAt: null,
    deadlineWarnedFor: null,
    overdueAt: new Date(start.getTime() + 12 * 3_600_000),
    overdue: false,
    pendingSince: null,
    approvalSeconds: null,
    attention: null,
    acknowledged: null,
    late: false,
    conflicts: 0,
    lastConflict: null,
    retryOf: null,
    repeatsDoubt: false,
    cancelRequestedAt: null,
    eventSequence: 0,
    version: 1,
    createdAt: start,
    updatedAt: start,
    settledAt: null,
    ...others,
  };
}

/** The operation with the summary of its calls. */
export function seen(of: Operation): Operation & CallColumns {
  return { ...of, ...columnsOfCalls(of) };
}

/** The same operation with some fields changed. */
export function changed(of: Operation, fields: Spelled): Operation {
  const before: Spelled = seen(of);
  delete before.calls;
  return operation({ ...before, ...fields });
}

/** An operation whose first call is under way. */
export function calling(fields: Spelled = {}): Operation {
  return operation({
    status: 'submitting',
    attempt: 1,
    attemptsInBudget: 1,
    callStartedAt: start,
    firstCallAt: start,
    ...fields,
  });
}

export function observed(finding: Finding, more: Partial<Observation> = {}): Observation {
  const { tenantId, id } = operation();
  return { tenantId, operationId: id, source: 'response', receivedAt: start, finding, ...more };
}

export const createdFinding: Finding = { kind: 'settled', outcome: { status: 'created', mediaBuyId: 'mb_1' } };

const error = { code: 'X', message: 'x', recovery: null };

/** An id that cannot be kept. */
export const tooLong = 'x'.repeat(MAX_SELLER_ID_CHARACTERS + 1);

/** Any finding. It has few distinct values, so that equal and contradicting ones meet often. */
export const anyFinding: fc.Arbitrary<Finding> = fc.oneof(
  fc.constantFrom(...statusesOfKind('pending')).map((status) => ({ kind: 'pending', status }) as Finding),
  fc.constant<Finding>({ kind: 'pending', status: 'working', callOpen: true }),
  fc.constant<Finding>({ kind: 'creatives_due', deadline: '2026-03-09T09:00:00Z' }),
  fc
    .record({
      status: fc.constantFrom('created' as const, 'failed' as const, 'rejected' as const, 'canceled' as const),
      mediaBuyId: fc.constantFrom('mb_1', 'mb_1', 'mb_2', tooLong),
      fingerprint: fc.option(fc.constantFrom('f1', 'f2'), { nil: undefined }),
      delivering: fc.boolean(),
    })
    .map(({ status, mediaBuyId, fingerprint, delivering }): Finding => ({
      kind: 'settled',
      outcome: status === 'created' ? { status, mediaBuyId } : { status, error },
      fingerprint,
      delivering,
    })),
  fc.boolean().map((unauthorized): Finding => ({ kind: 'not_executed', error, unauthorized })),
  fc.boolean().map((escalate): Finding => ({ kind: 'unproven', error, escalate })),
  fc.constantFrom<Finding>(
    { kind: 'no_evidence' },
    { kind: 'unknown_word', word: 'marinating' },
    { kind: 'ask_failed', error },
    { kind: 'deadline_passed' },
    { kind: 'overdue_passed' },
    { kind: 'cancel_requested' },
    { kind: 'poll_requested' },
    { kind: 'retry_requested', acceptsDoubleBooking: true },
    { kind: 'retry_requested', acceptsDoubleBooking: false },
    { kind: 'acknowledged', note: 'seen' },
    { kind: 'attention_noted', assignee: 'ana' },
    { kind: 'resolved', outcome: { status: 'created', mediaBuyId: 'mb_9' }, note: 'told by phone' },
    { kind: 'resolved', outcome: { status: 'created', mediaBuyId: 'mb_2' }, note: 'told by phone' },
  ),
);

export const anyObservation: fc.Arbitrary<Observation> = fc
  .record({
    finding: anyFinding,
    source: fc.constantFrom('response' as const, 'poll' as const, 'webhook' as const, 'reconcile' as const),
    taskId: fc.option(fc.constantFrom('task_1', 'task_1', 'task_2', tooLong), { nil: undefined, freq: 4 }),
    mediaBuyId: fc.option(fc.constantFrom('mb_1', 'mb_2'), { nil: undefined, freq: 1 }),
    attempt: fc.option(fc.constantFrom(1, 2), { nil: undefined }),
    replayed: fc.option(fc.constant(true), { nil: undefined, freq: 4 }),
  })
  .map(({ finding, ...more }) => observed(finding, more));

/** Any operation that the ledger could hold. */
export const anyOperation: fc.Arbitrary<Operation> = fc
  .record({
    status: fc.constantFrom(...operationStatuses),
    taskId: fc.option(fc.constant('task_1'), { nil: null }),
    pendingMediaBuyId: fc.option(fc.constant('mb_1'), { nil: null }),
    started: fc.boolean(),
    mayHaveExecuted: fc.boolean(),
    attempt: fc.integer({ min: 0, max: 4 }),
    deadlinePassed: fc.boolean(),
  })
  .map(({ status, taskId, pendingMediaBuyId, started, mayHaveExecuted, attempt, deadlinePassed }) => {
    const calls = started || mayHaveExecuted ? Math.max(1, attempt) : attempt;
    return operation({
      status,
      taskId,
      pendingMediaBuyId,
      attempt: calls,
      attemptsInBudget: Math.min(calls, 3),
      callStartedAt: started ? start : null,
      firstCallAt: calls > 0 ? start : null,
      mayHaveExecuted,
      deadlinePassedAt: status === OperationStatus.timedOut || (deadlinePassed && status === 'in_doubt') ? start : null,
      outcome: isSettled(status)
        ? status === 'created' || status === 'active'
          ? { status: 'created', mediaBuyId: 'mb_1' }
          : { status, error }
        : null,
      settledAt: isSettled(status) ? start : null,
    });
  });
