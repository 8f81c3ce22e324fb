import { Kbd, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, type SubmitEvent, useRef, useState } from 'react';
import { texts } from '../texts';
import { useKey } from './keys-provider';
import { paths } from './paths';
import classes from './shell.module.css';

/** The API searches from three characters on. */
const LEAST = 3;

/** Finds operations by a part of a purchase order, an id, a reference or a message. */
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
  const input = useRef<HTMLInputElement>(null);
  const focus = (): void => {
    input.current?.focus();
    input.current?.select();
  };
  useKey('/', texts.keys.search, focus);
  useKey('mod+k', texts.keys.search, focus);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const wanted = text.trim();
    setShort(wanted !== '' && wanted.length < LEAST);
    if (wanted === '' || wanted.length >= LEAST) void navigate(paths.operations(wanted === '' ? {} : { q: wanted }));
  };
  return (
    <form role="search" className={classes.search} onSubmit={submit}>
      <TextInput
        ref={input}
        type="search"
        size="sm"
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setShort(false);
        }}
        aria-label={texts.shell.search}
        placeholder={texts.shell.search}
        error={isShort && texts.shell.searchTooShort(LEAST)}
        leftSection={<IconSearch size={15} aria-hidden />}
        rightSection={text === '' ? <Kbd size="xs">/</Kbd> : undefined}
        rightSectionPointerEvents="none"
      />
    </form>
  );
}
