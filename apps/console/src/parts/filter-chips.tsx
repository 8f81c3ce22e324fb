import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { texts } from '../texts';
import { ChoiceChip } from './choice-chip';
import type { Filter } from './filter';
import classes from './filter-chips.module.css';
import { TypedChip } from './typed-chip';
import { useUrlState } from './use-url-state';

export type { Filter } from './filter';

/** Filters as chips that read as a sentence: "waits for the publisher · Acme". What is chosen stands in the address. */
export function FilterChips({ filters }: { filters: readonly Filter[] }): ReactNode {
  const [search, set] = useUrlState();
  const chosen = filters.filter(({ name }) => search[name] !== undefined);
  return (
    <div className={classes.chips} role="group" aria-label={texts.filters.label}>
      {filters.map((filter) => {
        const Chip = filter.kind === undefined ? ChoiceChip : TypedChip;
        return (
          <Chip
            key={filter.name}
            filter={filter}
            value={search[filter.name]}
            choose={(value) => {
              set({ [filter.name]: value });
            }}
          />
        );
      })}
      {chosen.length > 1 && (
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => {
            set(Object.fromEntries(chosen.map(({ name }) => [name, undefined])));
          }}
        >
          {texts.filters.clear}
        </Button>
      )}
    </div>
  );
}
