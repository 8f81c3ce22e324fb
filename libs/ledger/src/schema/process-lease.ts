import { EntitySchema } from 'typeorm';

/** One row for each thing that one process does on behalf of all, and who does it now. */
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
