/** One seller of one tenant, as the key of a map. */
export function sellerKey(seller: { tenantId: string; sellerId: string }): string {
  return `${seller.tenantId}/${seller.sellerId}`;
}
