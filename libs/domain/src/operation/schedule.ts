import { attemptOf, callsInBudget, firstOfKey } from './call';
import type { CallTime, DecisionContext } from './context';
import { DueKind, type Operation } from './operation';
import { executedCalls } from './sending';
import { OperationStatus, isPending } from './status';

/** Late settlements are watched for seven days after the deadline. */
export const LATE_WATCH_DAYS = 7;
/** Calls in one budget. After that the wait grows long, or the operation is in doubt (guide, Error Recovery). */
export const ATTEMPTS_IN_BUDGET = 3;
/** The longest that a seller's `retry_after` may hold an operation back, in seconds. */
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
 * When to send the same bytes again. The wait is 1 s and doubles up to 60 s within the budget; a used-up budget waits
 * `resendLongSeconds` (300 s). Jitter is added. A seller's `retry_after` replaces the wait (guide, Error Recovery).
 */
export function resendAt(operation: Operation, context: DecisionContext, retryAfterSeconds?: number): Date {
  const attempts = Math.max(1, callsInBudget(operation));
  const seconds =
    attempts >= ATTEMPTS_IN_BUDGET
      ? context.timings.resendLongSeconds
      : Math.min(RESEND_MAX_SECONDS, 2 ** (attempts - 1));
  const asked = Math.min(retryAfterSeconds ?? 0, MAX_RETRY_AFTER_SECONDS);
  // After a rate limit the seller has said when. Its word replaces the long wait of a used-up budget.
  return after(context.now, asked > 0 ? asked + context.chance : spread(seconds, context.chance));
}

/**
 * When to ask the seller again about an operation in this state (guide, Task Monitoring). The first wait is 30 s, or
 * `pollWithWebhookSeconds` when the seller sends webhooks. It grows by half each time up to 300 s, and has jitter;
 * after the deadline it is an hour. It is never shorter than the seller's minimum or its `retry_after`. A fresh
 * approval is asked about at once: its outcome is ready.
 * @returns null when nobody needs to ask any more
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

/** What the row waits for in its state, and until when. The caller has set counters and deadline before. */
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
 * @returns whether the seller still promises to replay this operation's key. If its address or credential has changed
 *   since the first call, it never saw the key. If a call since a person last sent the operation may have carried another
 *   key, the seller would not recognise that one.
 */
export function replayWindowIsOpen(operation: Operation, { now, seller }: CallTime): boolean {
  const window = seller.replayWindowSeconds;
  const first = firstOfKey(operation);
  if (window === null || first === undefined) return false;
  if (executedCalls(operation).present.some(({ key }) => key !== operation.requestKey)) return false;
  if (first.sellerRevision !== null && first.sellerRevision !== seller.revision) return false;
  return now.getTime() < first.startedAt.getTime() + window * 1000;
}
