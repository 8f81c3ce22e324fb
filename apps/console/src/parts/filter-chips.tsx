import { Button, Menu, UnstyledButton } from '@mantine/core';
import { IconCheck, IconChevronDown, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { texts } from '../texts';
import classes from './filter-chips.module.css';
import { useUrlState } from './use-url-state';

export interface Filter {
  /** Its name in the address. */
  name: string;
  /** What it chooses, before something is chosen: "Publisher". */
  label: string;
  options: readonly { value: string; label: string }[];
}

/** Filters as chips that read as a sentence: "waits for the publisher · Acme". What is chosen stands in the address. */
export function FilterChips({ filters }: { filters: readonly Filter[] }): ReactNode {
  const [search, set] = useUrlState();
  const chosen = filters.filter(({ name }) => search[name] !== undefined);
  return (
    <div className={classes.chips} role="group" aria-label={texts.filters.label}>
      {filters.map((filter) => (
        <Chip
          key={filter.name}
          filter={filter}
          value={search[filter.name]}
          choose={(value) => {
            set({ [filter.name]: value });
          }}
        />
      ))}
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

interface ChipProps {
  filter: Filter;
  value: string | undefined;
  choose: (value: string | undefined) => void;
}

function Chip({ filter: { label, options }, value, choose }: ChipProps): ReactNode {
  const word = value === undefined ? label : (options.find((option) => option.value === value)?.label ?? value);
  return (
    <span className={classes.chip} data-chosen={value !== undefined || undefined}>
      <Menu position="bottom-start" shadow="none" width="max-content">
        <Menu.Target>
          <UnstyledButton className={classes.button} aria-label={value === undefined ? label : `${label}: ${word}`}>
            {word}
            {value === undefined && <IconChevronDown size={13} aria-hidden />}
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown className={classes.options}>
          {options.map((option) => (
            <Menu.Item
              key={option.value}
              role="menuitemradio"
              aria-checked={option.value === value}
              leftSection={option.value === value ? <IconCheck size={14} /> : <span style={{ width: 14 }} />}
              onClick={() => {
                choose(option.value === value ? undefined : option.value);
              }}
            >
              {option.label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {value !== undefined && (
        <UnstyledButton
          className={classes.remove}
          aria-label={texts.filters.remove(`${label}: ${word}`)}
          onClick={() => {
            choose(undefined);
          }}
        >
          <IconX size={13} aria-hidden />
        </UnstyledButton>
      )}
    </span>
  );
}
