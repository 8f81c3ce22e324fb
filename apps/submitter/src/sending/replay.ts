import { ATTEMPTS_IN_BUDGET, type Operation, type Seller, replayWindowIsOpen } from '@adcp-orchestrator/domain';

/** The window must stay open for as long as the call may be on its way. */
const MARGIN_MS = 60_000;

/** @returns whether the seller promises to recognise the same bytes and key for the whole of another call. */
export function replayIsSafe(operation: Operation, seller: Seller, now: Date): boolean {
  return replayWindowIsOpen(operation, {
    now: new Date(now.getTime() + MARGIN_MS),
    seller: { replayWindowSeconds: seller.capabilities?.replayWindowSeconds ?? null },
  });
}

/** After a lost worker: whether the call may go out again instead of being reconciled. */
export function mayResendAfterTakeover(operation: Operation, seller: Seller, now: Date): boolean {
  return operation.attemptsInBudget < ATTEMPTS_IN_BUDGET && replayIsSafe(operation, seller, now);
}
