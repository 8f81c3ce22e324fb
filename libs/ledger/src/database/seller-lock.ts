/**
 * SQL of the number under which a transaction holds a seller. Handing operations over shares it, deleting the seller has
 * it alone. A lock on the seller's row would do the same, and be written with every batch of operations.
 */
export function sellerLock(tenantId: string, sellerId: string): string {
  return `hashtextextended(${tenantId}::text || '/' || ${sellerId}, 0)`;
}
