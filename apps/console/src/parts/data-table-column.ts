import type { ReactNode } from 'react';

export interface Column<Row> {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** In pixels; absent: it takes what is left, like others without one. */
  width?: number;
  /** Figures stand right, so that they can be compared. */
  align?: 'right';
  /** Left out where the table is narrower than this. */
  from?: number;
}
