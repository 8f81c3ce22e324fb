import { Button, Popover, TextInput, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown } from '@tabler/icons-react';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { texts } from '../texts';
import { ChipFrame } from './chip-frame';
import type { ChipProps } from './filter';
import classes from './filter-chips.module.css';

/** A filter that is typed: a text, or a day. */
export function TypedChip({ filter, value, choose }: ChipProps): ReactNode {
  const { label, kind } = filter;
  const [isOpen, { toggle, close }] = useDisclosure(false);
  const word = value === undefined ? label : `${label} ${kind === 'day' ? dayText(value) : value}`;
  return (
    <ChipFrame label={label} word={value ?? ''} isChosen={value !== undefined} choose={choose}>
      <Popover opened={isOpen} onChange={close} position="bottom-start" shadow="none" trapFocus>
        <Popover.Target>
          <UnstyledButton className={classes.button} onClick={toggle}>
            <span className={classes.word}>{word}</span>
            {value === undefined && <IconChevronDown size={13} aria-hidden />}
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown>
          <TypedField
            filter={filter}
            value={value}
            choose={(typed) => {
              choose(typed);
              close();
            }}
          />
        </Popover.Dropdown>
      </Popover>
    </ChipFrame>
  );
}

function TypedField({ filter: { label, kind }, value = '', choose }: ChipProps): ReactNode {
  const [text, setText] = useState(kind === 'day' ? value.slice(0, 10) : value);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    choose(text.trim() === '' ? undefined : text.trim());
  };
  return (
    <form className={classes.typed} onSubmit={submit}>
      <TextInput
        type={kind === 'day' ? 'date' : 'text'}
        size="xs"
        data-autofocus
        aria-label={label}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
        }}
      />
      <Button type="submit" size="xs" variant="default">
        {texts.filters.apply}
      </Button>
    </form>
  );
}

function dayText(value: string): string {
  const day = new Date(value.length === 10 ? `${value}T00:00` : value);
  return Number.isNaN(day.getTime())
    ? value
    : day.toLocaleDateString(undefined, { month: 'short', day: 'numeric', year: 'numeric' });
}
