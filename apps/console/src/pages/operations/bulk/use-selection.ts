import { useMemo, useState } from 'react';
import type { Operation } from '../../../api/types';
import { useKey } from '../../../app/keys-provider';
import { texts } from '../../../texts';

/** What is known of a chosen operation when it is acted on: its money is told before. */
export type Chosen = Pick<Operation, 'id' | 'summary'>;

export interface Selection {
  chosen: ReadonlyMap<string, Chosen>;
  toggle: (row: Chosen) => void;
  set: (rows: readonly Chosen[]) => void;
}

/** The chosen rows. They stay chosen when the list moves on without them. `x` chooses the row with the focus. */
export function useSelection(rows: readonly Operation[]): Selection {
  const [chosen, setChosen] = useState<ReadonlyMap<string, Chosen>>(new Map());
  const selection = useMemo<Selection>(
    () => ({
      chosen,
      toggle: (row) => {
        setChosen((before) => {
          const after = new Map(before);
          if (!after.delete(row.id)) after.set(row.id, row);
          return after;
        });
      },
      set: (all) => {
        setChosen(new Map(all.map((row) => [row.id, row])));
      },
    }),
    [chosen],
  );
  useKey('x', texts.bulk.selectKey, () => {
    const id = document.activeElement?.closest<HTMLElement>('[data-row]')?.dataset['row'];
    const row = rows.find((one) => one.id === id);
    if (row !== undefined) selection.toggle(row);
  });
  return selection;
}
