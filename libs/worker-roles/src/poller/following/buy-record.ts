import { type BuyAnswer, type Timings, creativesWarnAt, nextFollowAt } from '@adcp-orchestrator/domain';
import type { BuyRecord, BuyToFollow } from '@adcp-orchestrator/ledger';

/** What is written about a buy after it was asked about. An answer that says nothing moves only the next question. */
export function recordOf(
  buy: BuyToFollow,
  answer: BuyAnswer | undefined,
  context: { now: Date; chance: number; timings: Pick<Timings, 'lateWatchSeconds'> },
): BuyRecord {
  const shown = answer?.kind === 'shown' ? answer : null;
  const retryAfterSeconds = answer?.kind === 'ask_failed' ? answer.retryAfterSeconds : undefined;
  const status = shown?.status ?? null;
  return {
    mediaBuyId: buy.mediaBuyId,
    status,
    sellerStatus: shown?.sellerStatus ?? null,
    creativeDeadline: shown?.creativeDeadline ?? null,
    awaitsCreatives: shown === null || shown.status === null ? null : shown.awaitsCreatives,
    creativesWarnAt: hasMoved(buy.creativeDeadline, shown?.creativeDeadline ?? null)
      ? creativesWarnAt(shown?.creativeDeadline ?? null, context.now)
      : null,
    dueAt: nextFollowAt({ status: status ?? buy.status, createdAt: buy.createdAt }, context, retryAfterSeconds),
  };
}

/** The same instant may be written in several ways. */
function hasMoved(before: string | null, after: string | null): boolean {
  return after !== null && (before === null || Date.parse(before) !== Date.parse(after));
}
