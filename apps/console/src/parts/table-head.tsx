import { UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './data-table.module.css';
import type { Column } from './data-table-column';

interface TableHeadProps<Row> {
  column: Column<Row>;
  sort?: string;
  onSort?: (sort: string) => void;
}

/** The head of a column. Where the list can be sorted by it, a click sorts, and the next one sorts the other way. */
export function TableHead<Row>({ column, sort, onSort }: TableHeadProps<Row>): ReactNode {
  const { header, head, align, sort: by } = column;
  if (by === undefined || onSort === undefined) {
    return (
      <div role="columnheader" className={classes.cell} data-align={align}>
        {head ?? header}
      </div>
    );
  }
  const isDown = sort === `-${by}`;
  const isUp = sort === by;
  return (
    <div
      role="columnheader"
      className={classes.cell}
      data-align={align}
      aria-sort={isUp ? 'ascending' : isDown ? 'descending' : 'none'}
    >
      <UnstyledButton
        className={classes.sort}
        onClick={() => {
          onSort(isDown ? by : `-${by}`);
        }}
      >
        {header}
        {isUp && <IconArrowUp size={13} aria-hidden />}
        {isDown && <IconArrowDown size={13} aria-hidden />}
      </UnstyledButton>
    </div>
  );
}
