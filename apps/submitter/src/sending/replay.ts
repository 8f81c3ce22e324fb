import { ATTEMPTS_IN_BUDGET, type Operation, type Seller, replayWindowIsOpen } from '@adcp-orchestrator/domain';

/** The window must stay open for as long as the call may be on its way. */
const MARGIN_MS = 60_000;

/** @returns whether the seller promises to recognise the same bytes and key for the whole of another call. */
export function replayIsSafe(operation: Operation, seller: Seller, now: Date): boolean {
  return replayWindowIsOpen(operation, {
    now: new Date(now.getTime() + MARGIN_MS),
    seller: { replayWindowSeconds: seller.capabilities?.replayWindowSeconds ?? null, revision: seller.revision },
  });
}

/** After a lost worker: whether the call may go out again instead of being reconciled. */
export function mayResendAfterTakeover(operation: Operation, seller: Seller, now: Date): boolean {
  return operation.attemptsInBudget < ATTEMPTS_IN_BUDGET && replayIsSafe(operation, seller, now);
}

/**
 * Whether a call of an earlier attempt went to the seller as it was before its address or credential was changed: the same
 * bytes would be new to it now, and a person's retry that relied on the key may not go out.
 */
export function sellerHasChanged(operation: Operation, seller: Seller): boolean {
  return operation.mayHaveExecuted && operation.frozenRevision !== null && operation.frozenRevision !== seller.revision;
}
