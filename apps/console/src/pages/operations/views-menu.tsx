import { Button, Menu, TextInput, UnstyledButton } from '@mantine/core';
import { useClipboard, useLocalStorage } from '@mantine/hooks';
import { IconBookmark, IconLink, IconX } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { stringifySearch } from '../../app/search';
import { useMe } from '../../session/me';
import { texts } from '../../texts';
import classes from './operations-page.module.css';

const words = texts.operations.views;
const MOST_VIEWS = 50;

interface View {
  name: string;
  /** What stands behind `?`. */
  search: Record<string, string>;
}

/** Filters and an order under a name. They are kept in this browser; the address is the same for everybody. */
export function ViewsMenu({ search }: { search: Record<string, string> }): ReactNode {
  const { tenant } = useMe();
  const [views, setViews] = useLocalStorage<readonly View[]>({
    key: `console:views ${tenant.id}`,
    defaultValue: [],
    getInitialValueInEffect: false,
    deserialize: viewsIn,
  });
  const navigate = useNavigate();
  const { copy, copied } = useClipboard({ timeout: 1_500 });
  return (
    <Menu position="bottom-end" shadow="none" width={280} trapFocus={false}>
      <Menu.Target>
        <Button variant="default" size="xs" leftSection={<IconBookmark size={14} aria-hidden />}>
          {words.menu}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {views.length === 0 && <Menu.Label>{words.none}</Menu.Label>}
        {views.map((view) => (
          <div key={view.name} className={classes.view}>
            <Menu.Item onClick={() => void navigate({ to: '/operations', search: view.search })}>{view.name}</Menu.Item>
            <UnstyledButton
              className={classes.remove}
              aria-label={words.remove(view.name)}
              onClick={() => {
                setViews(views.filter(({ name }) => name !== view.name));
              }}
            >
              <IconX size={13} aria-hidden />
            </UnstyledButton>
          </div>
        ))}
        <Menu.Divider />
        <SaveView
          save={(name) => {
            setViews([...views.filter((view) => view.name !== name), { name, search }].slice(-MOST_VIEWS));
          }}
        />
        <Menu.Item
          closeMenuOnClick={false}
          leftSection={<IconLink size={14} />}
          onClick={() => {
            copy(`${window.location.origin}/operations${stringifySearch(search)}`);
          }}
        >
          {copied ? words.copied : words.link}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function SaveView({ save }: { save: (name: string) => void }): ReactNode {
  const [name, setName] = useState('');
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (name.trim() === '') return;
    save(name.trim());
    setName('');
  };
  return (
    <form className={classes.saveView} onSubmit={submit}>
      <TextInput
        size="xs"
        value={name}
        maxLength={60}
        aria-label={words.name}
        placeholder={words.name}
        onChange={(event) => {
          setName(event.currentTarget.value);
        }}
        // The menu takes letters as a search among its items.
        onKeyDown={(event) => {
          if (event.key !== 'Escape') event.stopPropagation();
        }}
      />
      <Button type="submit" size="xs" variant="default" disabled={name.trim() === ''}>
        {words.save}
      </Button>
    </form>
  );
}

function viewsIn(text: string | undefined): readonly View[] {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return Array.isArray(value) ? value.filter(isView) : [];
  } catch {
    return [];
  }
}

function isView(value: unknown): value is View {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    typeof value.name === 'string' &&
    'search' in value &&
    typeof value.search === 'object' &&
    value.search !== null
  );
}
