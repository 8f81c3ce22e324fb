import { type KeyboardEvent, type MouseEvent, type ReactNode, memo, useState } from 'react';
import classes from './data-table.module.css';
import type { Column } from './data-table-column';

interface DataRowProps<Row> {
  row: Row;
  id: string;
  index: number;
  top: number;
  columns: readonly Column<Row>[];
  version: number;
  isFocusable: boolean;
  onActive: (id: string) => void;
  open?: (row: Row) => void;
}

function AnyRow<Row>(props: DataRowProps<Row>): ReactNode {
  const { row, id, index, top, columns, version, isFocusable, onActive, open } = props;
  const [first] = useState(version);
  const pressed = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.target !== event.currentTarget) return;
    event.preventDefault();
    open?.(row);
  };
  const clicked = (event: MouseEvent): void => {
    // A link or a button in the row does its own, and text that is marked is to be copied.
    if (event.target instanceof Element && event.target.closest('a, button, input, label') !== null) return;
    if (window.getSelection()?.isCollapsed === false) return;
    open?.(row);
  };
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      data-row={id}
      className={classes.line}
      // Two names for the same glow: it begins again when the name changes.
      data-glow={version === first ? undefined : version % 2}
      data-opens={open !== undefined || undefined}
      style={{ transform: `translateY(${top}px)` }}
      tabIndex={isFocusable ? 0 : -1}
      onFocus={() => {
        onActive(id);
      }}
      onKeyDown={pressed}
      onClick={clicked}
    >
      {columns.map((column) => (
        <div key={column.id} role="cell" className={classes.cell} data-align={column.align}>
          {column.cell(row)}
        </div>
      ))}
    </div>
  );
}

/** While the list scrolls, only rows that come into sight are drawn: the others stay as they are. */
export const DataRow = memo(AnyRow) as typeof AnyRow;
