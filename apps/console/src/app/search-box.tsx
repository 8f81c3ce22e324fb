import { Combobox, Kbd, TextInput, useCombobox } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, type SubmitEvent, useRef, useState } from 'react';
import { texts } from '../texts';
import { useKey } from './keys-provider';
import { type Place, paths } from './paths';
import { LEAST_SEARCH, useFound } from './search-found';
import { SearchOptions } from './search-options';
import classes from './shell.module.css';

/** Finds operations by a part of a purchase order, an id, a reference or a message, and publishers by their name. */
export function SearchBox(): ReactNode {
  const navigate = useNavigate();
  const { q = '' }: Record<string, string> = useSearch({ strict: false });
  const [text, setText] = useState(q);
  const [shown, setShown] = useState(q);
  // The address has changed under it, by the back button or a link.
  if (shown !== q) {
    setShown(q);
    setText(q);
  }
  const [isShort, setShort] = useState(false);
  const box = useCombobox({
    onDropdownClose: () => {
      box.resetSelectedOption();
    },
  });
  const found = useFound(text, box.dropdownOpened);
  const input = useRef<HTMLInputElement>(null);
  const focus = (): void => {
    input.current?.focus();
    input.current?.select();
  };
  useKey('/', texts.keys.search, focus);
  useKey('mod+k', texts.keys.search, focus);
  const go = (place: Place): void => {
    box.closeDropdown();
    void navigate(place);
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const wanted = text.trim();
    setShort(wanted !== '' && wanted.length < LEAST_SEARCH);
    if (wanted === '') go(paths.operations());
    else if (wanted.length >= LEAST_SEARCH) go(paths.operations({ q: wanted }));
  };
  return (
    <form role="search" className={classes.search} onSubmit={submit}>
      <Combobox
        store={box}
        shadow="none"
        onOptionSubmit={(value) => {
          const place = found.places.get(value);
          if (place !== undefined) go(place);
        }}
      >
        <Combobox.Target withExpandedAttribute>
          <TextInput
            ref={input}
            type="search"
            size="sm"
            value={text}
            onChange={(event) => {
              setText(event.currentTarget.value);
              setShort(false);
              box.openDropdown();
            }}
            onBlur={() => {
              box.closeDropdown();
            }}
            role="combobox"
            autoComplete="off"
            aria-label={texts.shell.search}
            placeholder={texts.shell.search}
            error={isShort && texts.shell.searchTooShort(LEAST_SEARCH)}
            leftSection={<IconSearch size={15} aria-hidden />}
            rightSection={text === '' ? <Kbd size="xs">/</Kbd> : undefined}
            rightSectionPointerEvents="none"
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={found.places.size === 0}>
          <SearchOptions found={found} />
        </Combobox.Dropdown>
      </Combobox>
    </form>
  );
}
