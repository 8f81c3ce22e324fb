import { EntitySchema } from 'typeorm';

/** A seller that refuses our credential, and since when. The desk is told once, until the seller takes a call again. */
export interface SellerRefusalRow {
  tenant_id: string;
  seller_id: string;
  since: Date;
}

export const SellerRefusalEntity = /* @__PURE__ */ new EntitySchema<SellerRefusalRow>({
  name: 'seller_refusals',
  columns: {
    tenant_id: { type: 'uuid', primary: true },
    seller_id: { type: 'text', primary: true },
    since: { type: 'timestamptz' },
  },
});
