import { NumberInput, Select, Switch, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { texts } from '../texts';
import type { FieldProps } from './field-props';
import { humanized } from './field-words';
import { fieldId, useForm } from './form-context';
import { type Json, valueAt, wordOf } from './pointer';
import { instantOf, localOf } from './local-time';

/** What every plain field of the form has: its value, its words, and the error of its place. */
function useField({ pointer, label, hint, example, isRequired }: FieldProps) {
  const { request, set, errorAt, touch } = useForm();
  return {
    value: valueAt(request, pointer),
    change: (value: Json | undefined): void => {
      set(pointer, value);
    },
    common: {
      id: fieldId(pointer),
      label,
      description: hint,
      ...(example === undefined ? {} : { placeholder: texts.form.example(example) }),
      error: errorAt(pointer),
      withAsterisk: isRequired,
      onBlur: (): void => {
        touch(pointer);
      },
    },
  };
}

const isDay = (value: string): boolean => value === '' || /^\d{4}-\d\d-\d\d$/.test(value);

export function TextField(props: FieldProps): ReactNode {
  const { value, change, common } = useField(props);
  const text = value === undefined ? '' : wordOf(value);
  return (
    <TextInput
      {...common}
      type={/_date$/.test(props.name) && isDay(text) ? 'date' : 'text'}
      value={text}
      autoComplete="off"
      onChange={({ currentTarget }) => {
        change(emptied(currentTarget.value, props.pointer));
      }}
    />
  );
}

export function NumberField(props: FieldProps): ReactNode {
  const { value, change, common } = useField(props);
  return (
    <NumberInput
      {...common}
      value={typeof value === 'number' || typeof value === 'string' ? value : ''}
      thousandSeparator=","
      hideControls
      onChange={(given) => {
        change(given === '' ? undefined : given);
      }}
    />
  );
}

export function YesNoField(props: FieldProps): ReactNode {
  const { value, change, common } = useField(props);
  const { id, label, description, error, onBlur } = common;
  return (
    <Switch
      id={id}
      label={label}
      description={description}
      error={error}
      onBlur={onBlur}
      checked={value === true}
      onChange={({ currentTarget }) => {
        // Where only `true` is allowed, no means that it is not there.
        change(currentTarget.checked || (props.schema.const === true ? undefined : false));
      }}
    />
  );
}

export function EnumerationField(props: FieldProps): ReactNode {
  const { value, change, common } = useField(props);
  const options = (props.schema.enum ?? []).map(String);
  return (
    <Select
      {...common}
      data={options.map((option) => ({ value: option, label: humanized(option) }))}
      value={typeof value === 'string' && options.includes(value) ? value : null}
      searchable={options.length > 8}
      clearable={!props.isRequired}
      onChange={(given) => {
        change(given ?? undefined);
      }}
    />
  );
}

/** There is nothing to choose: it is said, and sent. */
export function FixedField({ label, schema }: FieldProps): ReactNode {
  return (
    <div>
      {label}: <code>{wordOf(schema.const)}</code>
    </div>
  );
}

/** A moment, in the zone of the reader; it goes out in UTC. */
export function TimeField(props: FieldProps): ReactNode {
  const { value, change, common } = useField(props);
  const text = typeof value === 'string' ? value : '';
  const local = localOf(text);
  return (
    <TextInput
      {...common}
      type={local === null ? 'text' : 'datetime-local'}
      value={local ?? text}
      onChange={({ currentTarget }) => {
        change(local === null ? emptied(currentTarget.value, props.pointer) : instantOf(currentTarget.value));
      }}
    />
  );
}

/** An emptied member goes away. An emptied item of a list stays in its place until it is removed. */
function emptied(text: string, pointer: string): string | undefined {
  return text === '' && !/\/\d+$/.test(pointer) ? undefined : text;
}
