import type { Operation } from '../operation/operation';
import { OperationStatus } from '../operation/status';
import { HeldBackCode } from './circuit';

/** A person has stopped the sending to a seller, or of a whole tenant. What was sent before is followed all the same. */
export interface SendingPause {
  of: 'seller' | 'tenant';
  since: Date;
}

/** Since when the seller and its tenant are paused; null while not. */
export interface PauseTimes {
  seller: Date | null;
  tenant: Date | null;
}

/** @returns the pause that holds; the seller's own when both do, because it must be ended in any case */
export function pauseOf({ seller, tenant }: PauseTimes): SendingPause | null {
  if (seller !== null) return { of: 'seller', since: seller };
  return tenant === null ? null : { of: 'tenant', since: tenant };
}

/** @returns in words for a trader: since when, and what ends the pause */
export function pauseInWords(
  pause: SendingPause,
  { tenantId, sellerId }: { tenantId: string; sellerId: string },
): string {
  const since = pause.since.toISOString();
  return pause.of === 'seller'
    ? `Sending to the seller "${sellerId}" is paused since ${since}. PATCH /v1/sellers/${sellerId} {"paused":false} goes on.`
    : `Sending of this tenant is paused since ${since}. The platform's admin goes on with PATCH /v1/tenants/${tenantId} {"paused":false}.`;
}

/**
 * @returns why an operation that is not sent yet waits; null when it waits for nothing but its turn, or was sent.
 *   A call that was under way when the pause began goes on, so `submitting` may still become an answer
 */
export function waitingReason(operation: Operation, pause: SendingPause | null): string | null {
  const unsent = operation.status === OperationStatus.requested || operation.status === OperationStatus.submitting;
  return unsent && pause !== null ? pauseInWords(pause, operation) : null;
}

/** @returns the finding for a call that was not made because of the pause: provably nothing happened */
export function heldByPause(
  pause: SendingPause,
  operation: Operation,
): { kind: 'not_executed'; error: { code: string; message: string; recovery: 'transient' } } {
  const message = `${pauseInWords(pause, operation)} Nothing was sent.`;
  return { kind: 'not_executed', error: { code: HeldBackCode.paused, message, recovery: 'transient' } };
}
