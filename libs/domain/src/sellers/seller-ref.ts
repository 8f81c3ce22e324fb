/** One seller of one tenant. */
export interface SellerRef {
  tenantId: string;
  sellerId: string;
}

/** One seller of one tenant, as the key of a map. */
export function sellerKey({ tenantId, sellerId }: SellerRef): string {
  return `${tenantId}/${sellerId}`;
}
