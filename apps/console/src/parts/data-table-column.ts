import type { ReactNode } from 'react';

export interface Column<Row> {
  id: string;
  header: string;
  /** In the place of the header, where it is more than words. */
  head?: ReactNode;
  /** By what a click on the header sorts, such as `created_at`; the table's `sort` has it, with a minus for the other way. */
  sort?: string;
  cell: (row: Row) => ReactNode;
  /** In pixels; absent: it takes what is left, like others without one. */
  width?: number;
  /** Figures stand right, so that they can be compared. */
  align?: 'right';
  /** Left out where the table is narrower than this. */
  from?: number;
}
