import { EntitySchema } from 'typeorm';

/** What one process at a time does for all of them, and who does it now. One row for each such thing. */
export interface ProcessLeaseRow {
  name: string;
  owner: string;
  /** By the database's clock. */
  until: Date;
}

export const ProcessLeaseEntity = new EntitySchema<ProcessLeaseRow>({
  name: 'process_leases',
  columns: {
    name: { type: 'text', primary: true },
    owner: { type: 'text' },
    until: { type: 'timestamptz' },
  },
});
