import type { ReadOperation } from '../../../api/types';

/** @returns whether it may be sent again, or repeated as a new operation: that is done once */
export function canBeSentAgain({ allowed_actions: allowed, repeated_by: repetition }: ReadOperation): boolean {
  return allowed.includes('retry') && repetition === null;
}

/** @returns whether its request may be corrected and sent as a new operation */
export function canBeCorrected(operation: ReadOperation): boolean {
  return canBeSentAgain(operation) && (operation.status === 'failed' || operation.status === 'rejected');
}

/** @returns whether to send it again may book it twice */
export function mayBeBooked({ type, status, attention }: ReadOperation): boolean {
  return type === 'create_media_buy' && (status === 'in_doubt' || attention?.reason === 'may_be_booked');
}
