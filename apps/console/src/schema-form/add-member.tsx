import { Select, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { texts } from '../texts';
import { wordsOf } from './field-words';
import { fieldId, useForm } from './form-context';
import { type JsonSchema, blankOf, resolved } from './json-schema';
import { below } from './pointer';
import classes from './schema-form.module.css';

const ANOTHER = ' another';

/** What else the publisher may be told here, by name; and fields that only this publisher knows. */
export function AddMember({
  pointer,
  schema,
  shown,
}: {
  pointer: string;
  schema: JsonSchema;
  shown: readonly string[];
}): ReactNode {
  const { root, set } = useForm();
  const [isNaming, setNaming] = useState(false);
  const { properties = {}, additionalProperties } = schema;
  const options = Object.entries(properties)
    .filter(([name]) => !shown.includes(name))
    .map(([name, member]) => ({ value: name, label: wordsOf(name, resolved(root, member)).label }))
    .sort((left, right) => left.label.localeCompare(right.label));
  const isOpen = additionalProperties !== false;
  if (options.length === 0 && !isOpen) return null;
  const add = (name: string): void => {
    const target = below(pointer, name);
    const member = properties[name];
    set(target, member === undefined ? '' : blankOf(root, member));
    // The new field is there after the next rendering.
    setTimeout(() => document.getElementById(fieldId(target))?.focus(), 0);
  };
  if (isNaming) {
    return (
      <NewName
        label={texts.form.fieldName}
        done={(name) => {
          setNaming(false);
          if (name !== null) add(name);
        }}
      />
    );
  }
  return (
    <Select
      className={classes.add}
      size="xs"
      variant="unstyled"
      leftSection={<IconPlus size={14} aria-hidden />}
      rightSection={null}
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      aria-label={texts.form.add}
      placeholder={texts.form.add}
      data={[...options, ...(isOpen ? [{ value: ANOTHER, label: texts.form.another }] : [])]}
      value={null}
      searchable
      onChange={(name) => {
        if (name === ANOTHER) setNaming(true);
        else if (name !== null) add(name);
      }}
    />
  );
}

/** @param done called with the name; null when nobody wants one */
export function NewName({ label, done }: { label: string; done: (name: string | null) => void }): ReactNode {
  const [name, setName] = useState('');
  return (
    <TextInput
      className={classes.add}
      label={label}
      description={texts.form.fieldNameHint}
      value={name}
      autoFocus
      onChange={({ currentTarget }) => {
        setName(currentTarget.value);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== 'Escape') return;
        event.preventDefault();
        done(event.key === 'Enter' && name.trim() !== '' ? name.trim() : null);
      }}
      onBlur={() => {
        done(name.trim() === '' ? null : name.trim());
      }}
    />
  );
}
