import { EntitySchema } from 'typeorm';

/** The one row that says which database this is, and since when the service works on a backup. */
export interface InstallationRow {
  only: true;
  /** The cluster's system identifier, the oid of the database in it, and the oid of this table. */
  database: string;
  /** When `ado restore` ran last; null: never. */
  restored_at: Date | null;
  /** The last moment of the backup. What was done since is forgotten. */
  data_until: Date | null;
  /** When the restore was declared over; null while it lasts. */
  finished_at: Date | null;
}

export const InstallationEntity = /* @__PURE__ */ new EntitySchema<InstallationRow>({
  name: 'installation',
  columns: {
    only: { type: 'boolean', primary: true, default: true, primaryKeyConstraintName: 'PK_installation' },
    database: { type: 'text' },
    restored_at: { type: 'timestamptz', nullable: true },
    data_until: { type: 'timestamptz', nullable: true },
    finished_at: { type: 'timestamptz', nullable: true },
  },
  checks: [{ name: 'installation_has_one_row', expression: '"only"' }],
});
