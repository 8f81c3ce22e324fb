import { EntitySchema } from 'typeorm';

/** Of how many approvals the times in a seller's row are made. */
export interface SellerApprovalsRow {
  tenant_id: string;
  seller_id: string;
  samples: number;
}

/**
 * A table of its own: the previous release has prepared statements that read every column of `sellers`, and a new column
 * would break them.
 */
export const SellerApprovalsEntity = new EntitySchema<SellerApprovalsRow>({
  name: 'seller_approvals',
  columns: {
    tenant_id: { type: 'uuid', primary: true },
    seller_id: { type: 'text', primary: true },
    samples: { type: 'integer' },
  },
});
