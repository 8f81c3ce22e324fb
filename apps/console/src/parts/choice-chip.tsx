import { Menu, UnstyledButton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { texts } from '../texts';
import { ChipFrame } from './chip-frame';
import type { ChipProps } from './filter';
import classes from './filter-chips.module.css';

/** A filter of one, or several, of what a menu lists. */
export function ChoiceChip({ filter, value, choose }: ChipProps): ReactNode {
  const { label, options = [], isMany = false } = filter;
  const chosen = value === undefined ? [] : isMany ? value.split(',') : [value];
  const words = chosen.map((one) => options.find((option) => option.value === one)?.label ?? one);
  const word = value === undefined ? label : words.join(texts.filters.or);
  const pick = (picked: string): void => {
    if (!isMany) choose(picked === value ? undefined : picked);
    else {
      const next = chosen.includes(picked) ? chosen.filter((one) => one !== picked) : [...chosen, picked];
      choose(next.length === 0 ? undefined : next.join(','));
    }
  };
  return (
    <ChipFrame label={label} word={word} isChosen={value !== undefined} choose={choose}>
      <Menu position="bottom-start" shadow="none" width="max-content" closeOnItemClick={!isMany}>
        <Menu.Target>
          <UnstyledButton className={classes.button} aria-label={value === undefined ? label : `${label}: ${word}`}>
            <span className={classes.word}>{word}</span>
            {value === undefined && <IconChevronDown size={13} aria-hidden />}
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown className={classes.options}>
          {options.map((option) =>
            isMany ? (
              <Menu.CheckboxItem
                key={option.value}
                checked={chosen.includes(option.value)}
                onChange={() => {
                  pick(option.value);
                }}
              >
                {option.label}
              </Menu.CheckboxItem>
            ) : (
              <Menu.RadioItem
                key={option.value}
                value={option.value}
                checked={option.value === value}
                closeMenuOnClick
                onChange={() => {
                  pick(option.value);
                }}
              >
                {option.label}
              </Menu.RadioItem>
            ),
          )}
        </Menu.Dropdown>
      </Menu>
    </ChipFrame>
  );
}
