import type { Operation } from '../../../api/types';
import type { Column } from '../../../parts/data-table';
import { texts } from '../../../texts';
import type { Selection } from './use-selection';

const words = texts.bulk;

/** The boxes in front of the rows. By keyboard it is `x`, so they do not stand in the way of the Tab key. */
export function selectionColumn({ chosen, toggle, set }: Selection, rows: readonly Operation[]): Column<Operation> {
  const areAll = rows.length > 0 && rows.every(({ id }) => chosen.has(id));
  return {
    id: 'selection',
    header: words.select,
    head: (
      <input
        type="checkbox"
        aria-label={words.selectLoaded}
        checked={areAll}
        ref={(box) => {
          if (box !== null) box.indeterminate = chosen.size > 0 && !areAll;
        }}
        onChange={() => {
          set(areAll ? [] : rows);
        }}
      />
    ),
    width: 20,
    cell: (row) => (
      <input
        type="checkbox"
        tabIndex={-1}
        aria-label={words.selectRow(row.po_number ?? row.id)}
        checked={chosen.has(row.id)}
        onChange={() => {
          toggle(row);
        }}
      />
    ),
  };
}
