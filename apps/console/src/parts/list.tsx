import { type ReactNode, useEffect } from 'react';
import type { HeldListState } from '../live/use-held-list';
import { DataTable, type DataTableProps } from './data-table';
import { Late } from './late';
import type { ListRows } from './list-rows';
import { Loading } from './loading';
import { ProblemNote } from './problem-note';

interface ListProps<Row> extends Omit<DataTableProps<Row>, 'rows' | 'more' | 'isMoreComing' | 'onHeld'> {
  of: ListRows<Row>;
  /** In the place of rows, where there is none. */
  empty: ReactNode;
  /** The list keeps its place while somebody works in it; `ListBar` says how much waits. */
  held?: HeldListState;
}

const LINES = 10;

/**
 * A list in all its states. What was read stays: a failure stands in the place of rows only where there are none, above
 * them when they may be old, and below them when only the next ones are missing.
 */
export function List<Row>({ of, empty, held, ...table }: ListProps<Row>): ReactNode {
  const { rows, error, isNextFailed, again, more, isMoreComing } = of;
  const setHeld = held?.setHeld;
  const isEmpty = rows?.length === 0;
  useEffect(() => {
    // A table that goes away does not hear the pointer leave.
    if (isEmpty) setHeld?.(false);
  }, [isEmpty, setHeld]);
  const problem = error !== null && <ProblemNote error={error} again={again} />;
  if (rows === undefined) {
    return (
      problem || (
        <Late>
          <Loading lines={LINES} />
        </Late>
      )
    );
  }
  return (
    <>
      {!isNextFailed && problem}
      {isEmpty ? empty : <DataTable {...table} rows={rows} more={more} isMoreComing={isMoreComing} onHeld={setHeld} />}
      {isNextFailed && problem}
    </>
  );
}
