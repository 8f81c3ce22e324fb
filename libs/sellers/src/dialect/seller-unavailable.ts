import type { SellerFault } from '../faults';

/** The seller did not tell what it can do. The fault says why. */
export class SellerUnavailableError extends Error {
  override readonly name = 'SellerUnavailableError';

  constructor(readonly fault: SellerFault) {
    super(`the seller did not answer: ${fault.message} (${fault.code})`);
  }
}
