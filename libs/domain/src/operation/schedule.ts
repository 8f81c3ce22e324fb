import { attemptOf, callsInBudget, firstOfKey } from './call';
import type { CallTime, DecisionContext } from './context';
import { DueKind, type Operation } from './operation';
import { OperationStatus, isPending } from './status';

/** Late settlements are watched for seven days after the deadline. */
export const LATE_WATCH_DAYS = 7;
/** Calls in one budget before the wait grows long, or doubt begins (guide, Error Recovery). */
export const ATTEMPTS_IN_BUDGET = 3;
/** No seller may hold an operation back for longer by `retry_after`. */
export const MAX_RETRY_AFTER_SECONDS = 3_600;

const RESEND_MAX_SECONDS = 60;
const JITTER = 0.2;

function after(now: Date, seconds: number): Date {
  return new Date(now.getTime() + Math.round(seconds * 1000));
}

function spread(seconds: number, chance: number): number {
  return seconds * (1 + JITTER * (chance - 0.5));
}

/**
 * The wait before the same bytes are sent again: 1 s doubling to 60 s within the budget, `resendLongSeconds` (300 s)
 * when it is used up, with jitter; never shorter than the seller's `retry_after` (guide, Error Recovery).
 */
export function resendAt(operation: Operation, context: DecisionContext, retryAfterSeconds?: number): Date {
  const attempts = Math.max(1, callsInBudget(operation));
  const seconds =
    attempts >= ATTEMPTS_IN_BUDGET
      ? context.timings.resendLongSeconds
      : Math.min(RESEND_MAX_SECONDS, 2 ** (attempts - 1));
  const asked = Math.min(retryAfterSeconds ?? 0, MAX_RETRY_AFTER_SECONDS);
  // After a rate limit the seller has said when: its word replaces the long wait of a used-up budget.
  return after(context.now, asked > 0 ? asked + context.chance : spread(seconds, context.chance));
}

/**
 * When the seller is to be asked again about an operation in this state (guide, Task Monitoring): 30 s, times 1.5, at
 * most 300 s, with jitter; never sooner than the seller's minimum or its `retry_after`; hourly after the deadline.
 * @returns null when nobody needs to ask any more.
 */
export function pollAt(operation: Operation, context: DecisionContext, retryAfterSeconds?: number): Date | null {
  const { now, chance, timings, seller } = context;
  if (operation.status === OperationStatus.approved && operation.pollAttempt === 0) return now;
  const asked = Math.min(retryAfterSeconds ?? 0, MAX_RETRY_AFTER_SECONDS);
  if (operation.deadlinePassedAt !== null) {
    const watchEnds = operation.deadlinePassedAt.getTime() + LATE_WATCH_DAYS * 86_400_000;
    const next = after(now, Math.max(asked, spread(timings.lateWatchSeconds, chance)));
    return next.getTime() > watchEnds ? null : next;
  }
  const first =
    seller.hasWebhook && operation.status !== OperationStatus.inDoubt
      ? timings.pollWithWebhookSeconds
      : timings.pollInitialSeconds;
  const backedOff = first * timings.pollFactor ** Math.min(operation.pollAttempt, 64);
  const bounded = Math.min(backedOff, Math.max(first, timings.pollMaxSeconds));
  return after(now, Math.max(asked, seller.minPollSeconds ?? 0, spread(bounded, chance)));
}

/** What the row waits for in its state; the caller has set counters and deadline before. */
export function dueAfter(
  operation: Operation,
  context: DecisionContext,
  retryAfterSeconds?: number,
): Pick<Operation, 'dueKind' | 'dueAt'> {
  const { status } = operation;
  if (status === OperationStatus.requested || status === OperationStatus.submitting) {
    const atOnce = attemptOf(operation) === 0 && retryAfterSeconds === undefined;
    const dueAt = atOnce ? context.now : resendAt(operation, context, retryAfterSeconds);
    return { dueKind: DueKind.submit, dueAt };
  }
  if (isPending(status) || status === OperationStatus.inDoubt || status === OperationStatus.timedOut) {
    const dueAt = pollAt(operation, context, retryAfterSeconds);
    return { dueKind: dueAt === null ? null : DueKind.poll, dueAt };
  }
  return { dueKind: null, dueAt: null };
}

/**
 * @returns whether the seller still promises to replay this operation's key; one whose address or credential was changed
 * since never saw it
 */
export function replayWindowIsOpen(operation: Operation, { now, seller }: CallTime): boolean {
  const window = seller.replayWindowSeconds;
  const first = firstOfKey(operation);
  if (window === null || first === undefined) return false;
  if (first.sellerRevision !== null && first.sellerRevision !== seller.revision) return false;
  return now.getTime() < first.startedAt.getTime() + window * 1000;
}
