import { useElementSize } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type FocusEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useKey } from '../app/keys-provider';
import { texts } from '../texts';
import classes from './data-table.module.css';
import { DataRow } from './data-row';
import { TableHead } from './table-head';
import type { Column } from './data-table-column';

export type { Column } from './data-table-column';

export interface DataTableProps<Row> {
  /** For people who cannot see it. */
  label: string;
  /** Keep it the same object between renderings: a constant of the module, or a memo. */
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  idOf: (row: Row) => string;
  /** A row that has changed since it was first drawn glows once. */
  versionOf?: (row: Row) => number;
  /** What Enter and a click do. Keep it the same between renderings: rows are drawn anew with it. */
  open?: (row: Row) => void;
  /** More rows are there: called when the end comes near. */
  more?: () => void;
  isMoreComing?: boolean;
  /** How many there are in all, where that is known. */
  total?: number;
  /** Called with whether pointer or focus is in the table. */
  onHeld?: (isHeld: boolean) => void;
  /** By what the rows are sorted: the `sort` of a column, with a minus before it the largest first. */
  sort?: string;
  onSort?: (sort: string) => void;
}

const ROW_HEIGHT = 32;
/** Rows beyond the edge that are drawn already. */
const OVERSCAN = 12;
/** How near the end may come before more is asked for. */
const ASK_AHEAD = 40;

/**
 * A list of rows of 32 pixels, of which only those in sight are drawn: 100,000 scroll as smoothly as ten. `j` and `k` move,
 * Enter opens. The list scrolls by itself: put it into a `Page` that is filling.
 */
export function DataTable<Row>(props: DataTableProps<Row>): ReactNode {
  const {
    label,
    columns,
    rows,
    idOf,
    versionOf,
    open,
    more,
    isMoreComing = false,
    total,
    onHeld,
    sort,
    onSort,
  } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const { ref: measured, width } = useElementSize();
  const [active, setActive] = useState<string | null>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
    getItemKey: (index) => {
      const row = rows[index];
      return row === undefined ? index : idOf(row);
    },
  });
  const drawn = virtual.getVirtualItems();
  const last = drawn.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more !== undefined && !isMoreComing && rows.length > 0 && last >= rows.length - ASK_AHEAD) more();
  }, [more, isMoreComing, last, rows.length]);

  const move = (by: number): void => {
    const at = active === null ? -1 : rows.findIndex((row) => idOf(row) === active);
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + by))];
    if (next === undefined) return;
    const id = idOf(next);
    setActive(id);
    virtual.scrollToIndex(rows.indexOf(next), { align: 'auto' });
    // The row may only be drawn once the list has scrolled to it.
    requestAnimationFrame(() => {
      scroller.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`)?.focus({ preventScroll: true });
    });
  };
  useKey('j', texts.keys.down, () => {
    move(1);
  });
  useKey('k', texts.keys.up, () => {
    move(-1);
  });

  useKey('Enter', texts.keys.open, null);

  const shown = useMemo(() => columns.filter(({ from = 0 }) => width === 0 || width >= from), [columns, width]);
  const template = shown
    .map((column) => (column.width === undefined ? 'minmax(0, 1fr)' : `${column.width}px`))
    .join(' ');
  const left = (event: FocusEvent): void => {
    if (!event.currentTarget.contains(event.relatedTarget)) onHeld?.(event.currentTarget.matches(':hover'));
  };
  const firstFocusable = active !== null && rows.some((row) => idOf(row) === active) ? active : null;
  return (
    <div
      ref={scroller}
      className={classes.scroller}
      role="table"
      aria-label={label}
      aria-rowcount={total ?? (more === undefined ? rows.length + 1 : -1)}
      style={{ '--columns': template } as CSSProperties}
      // Not `onPointerEnter`: a list that appears below the pointer would not hear of it.
      onPointerOver={() => onHeld?.(true)}
      onPointerLeave={(event) => onHeld?.(event.currentTarget.contains(document.activeElement))}
      onFocus={() => onHeld?.(true)}
      onBlur={left}
    >
      <div ref={measured} role="rowgroup" className={classes.head}>
        <div role="row" aria-rowindex={1} className={classes.line}>
          {shown.map((column) => (
            <TableHead key={column.id} column={column} sort={sort} onSort={onSort} />
          ))}
        </div>
      </div>
      <div role="rowgroup" className={classes.body} style={{ height: virtual.getTotalSize() }}>
        {drawn.map(({ index, key, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          const id = idOf(row);
          return (
            <DataRow
              key={key}
              row={row}
              id={id}
              index={index}
              top={start}
              columns={shown}
              version={versionOf?.(row) ?? 0}
              isFocusable={firstFocusable === null ? index === 0 : firstFocusable === id}
              onActive={setActive}
              open={open}
            />
          );
        })}
      </div>
      {isMoreComing && <div className={classes.coming}>{texts.table.more}</div>}
    </div>
  );
}
