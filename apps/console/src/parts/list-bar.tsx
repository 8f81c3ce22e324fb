import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { HeldListState } from '../live/use-held-list';
import { texts } from '../texts';
import { type Filter, FilterChips } from './filter-chips';
import classes from './list-bar.module.css';

interface ListBarProps {
  filters: readonly Filter[];
  held?: HeldListState;
  children?: ReactNode;
}

/** Above a list: its filters, and how much is new while the list keeps its place. */
export function ListBar({ filters, held, children }: ListBarProps): ReactNode {
  return (
    <div className={classes.bar}>
      <FilterChips filters={filters} />
      {children}
      {held !== undefined && held.waiting > 0 && (
        <Button size="compact-sm" variant="light" onClick={held.show} className={classes.news}>
          {texts.table.news(held.waiting)}
        </Button>
      )}
    </div>
  );
}
