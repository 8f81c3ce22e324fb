import { EntitySchema } from 'typeorm';

/** The parts of a pass, in their order: what is deleted first is what the next part needs gone. */
export const PassPart = {
  deliveries: 'deliveries',
  events: 'events',
  intakes: 'intakes',
  operations: 'operations',
  done: 'done',
} as const;
export type PassPart = (typeof PassPart)[keyof typeof PassPart];

/** The pass of one day through what a tenant keeps: where it is, and what it has deleted. The next one overwrites it. */
export interface RetentionPassRow {
  tenant_id: string;
  /** The day (UTC) on which it began. */
  day: string;
  part: PassPart;
  /** Where the walk through this part is; null at its beginning. */
  place_at: Date | null;
  place_id: string | null;
  operations: number;
  events: number;
  deliveries: number;
  /** Operations that settled before were deleted, unless something needs them. */
  operations_before: Date | null;
  /** The last place among the events of which one was deleted; null before the first. */
  gone_epoch: string | null;
  gone_transaction_id: string | null;
  gone_id: string | null;
  updated_at: Date;
  /** Null while it is under way. */
  ended_at: Date | null;
}

export const RetentionPassEntity = /* @__PURE__ */ new EntitySchema<RetentionPassRow>({
  name: 'retention_passes',
  columns: {
    tenant_id: { type: 'uuid', primary: true },
    day: { type: 'date' },
    part: { type: 'text' },
    place_at: { type: 'timestamptz', nullable: true },
    place_id: { type: 'uuid', nullable: true },
    operations: { type: 'integer', default: 0 },
    events: { type: 'integer', default: 0 },
    deliveries: { type: 'integer', default: 0 },
    operations_before: { type: 'timestamptz', nullable: true },
    gone_epoch: { type: 'bigint', nullable: true },
    gone_transaction_id: { type: 'bigint', nullable: true },
    gone_id: { type: 'uuid', nullable: true },
    updated_at: { type: 'timestamptz' },
    ended_at: { type: 'timestamptz', nullable: true },
  },
});

/** Up to which operation a tenant's export was confirmed: the order is that of the export. */
export interface ExportPositionRow {
  tenant_id: string;
  settled_at: Date;
  operation_id: string;
  confirmed_at: Date;
}

export const ExportPositionEntity = /* @__PURE__ */ new EntitySchema<ExportPositionRow>({
  name: 'export_positions',
  columns: {
    tenant_id: { type: 'uuid', primary: true },
    settled_at: { type: 'timestamptz' },
    operation_id: { type: 'uuid' },
    confirmed_at: { type: 'timestamptz' },
  },
});
