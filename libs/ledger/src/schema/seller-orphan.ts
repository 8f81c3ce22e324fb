import { EntitySchema } from 'typeorm';

/** `ours`: an operation whose task the seller does not list. `theirs`: a task that no operation is bound to. */
export const OrphanSide = { ours: 'ours', theirs: 'theirs' } as const;
export type OrphanSide = (typeof OrphanSide)[keyof typeof OrphanSide];

/** What the last comparison with a seller left over, on one side. */
export interface SellerOrphanRow {
  tenant_id: string;
  seller_id: string;
  side: OrphanSide;
  /** The operation's id for ours, the task's for theirs. */
  subject: string;
  task_id: string;
  /** Null for theirs. */
  operation_id: string | null;
  /** From here on: the seller's own words about its task; null for ours. */
  status: string | null;
  work: string | null;
  po_number: string | null;
  media_buy_id: string | null;
  task_created_at: string | null;
  first_seen_at: Date;
}

export const SellerOrphanEntity = /* @__PURE__ */ new EntitySchema<SellerOrphanRow>({
  name: 'seller_orphans',
  columns: {
    tenant_id: { type: 'uuid', primary: true },
    seller_id: { type: 'text', primary: true },
    side: { type: 'text', primary: true },
    subject: { type: 'text', primary: true },
    task_id: { type: 'text' },
    operation_id: { type: 'uuid', nullable: true },
    status: { type: 'text', nullable: true },
    work: { type: 'text', nullable: true },
    po_number: { type: 'text', nullable: true },
    media_buy_id: { type: 'text', nullable: true },
    task_created_at: { type: 'text', nullable: true },
    first_seen_at: { type: 'timestamptz' },
  },
  foreignKeys: [
    { target: 'operations', columnNames: ['tenant_id', 'operation_id'], referencedColumnNames: ['tenant_id', 'id'] },
    { target: 'sellers', columnNames: ['tenant_id', 'seller_id'], referencedColumnNames: ['tenant_id', 'id'] },
  ],
  // For the deletion of an operation, whose foreign key is looked at.
  indices: [
    { name: 'seller_orphans_operation', columns: ['tenant_id', 'operation_id'], where: 'operation_id IS NOT NULL' },
  ],
});
