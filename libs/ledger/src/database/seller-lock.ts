/**
 * SQL of the key of a seller's advisory lock. Intake takes it shared, deleting the seller takes it alone. A lock on the
 * seller's row would do the same, but would write that row with every batch of operations.
 */
export function sellerLock(tenantId: string, sellerId: string): string {
  return `hashtextextended(${tenantId}::text || '/' || ${sellerId}, 0)`;
}
