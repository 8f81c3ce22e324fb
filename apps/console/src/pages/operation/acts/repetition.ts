import type { ReadOperation } from '../../../api/types';

/** @returns whether its request may be corrected and sent as a new operation */
export function canBeCorrected({ status, allowed_actions: allowed }: ReadOperation): boolean {
  return allowed.includes('retry') && (status === 'failed' || status === 'rejected');
}

/** @returns whether to send it again may book it twice */
export function mayBeBooked({ type, status, attention }: ReadOperation): boolean {
  return type === 'create_media_buy' && (status === 'in_doubt' || attention?.reason === 'may_be_booked');
}
