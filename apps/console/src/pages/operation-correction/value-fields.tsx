import { Checkbox, TextInput, Textarea } from '@mantine/core';
import type { ReactNode } from 'react';
import { texts } from '../../texts';
import classes from './correction-page.module.css';
import { type Json, type Path, pointerOf } from './set-at';

/** What is said about a field: its pointer begins with `/request`. */
export interface FieldError {
  pointer: string;
  detail: string;
  suggestion?: string;
}

interface ValueFieldsProps {
  name: string;
  value: Json;
  path: Path;
  errors: readonly FieldError[];
  change: (path: Path, value: Json) => void;
}

/** A request is a few levels deep. What lies deeper is changed as JSON. */
const DEEPEST = 6;

/** Fields for a value of any form: what was sent is what can be corrected. */
export function ValueFields({ name, value, path, errors, change }: ValueFieldsProps): ReactNode {
  if (value === null || path.length > DEEPEST) return null;
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) {
    return (
      <Textarea
        label={name}
        description={texts.correction.oneALine}
        autosize
        value={value.join('\n')}
        error={errorAt(path, errors, true)}
        onChange={(event) => {
          change(path, event.currentTarget.value.split('\n'));
        }}
      />
    );
  }
  if (typeof value === 'object') {
    const entries: [string | number, Json][] = Array.isArray(value)
      ? value.map((item, index) => [index, item])
      : Object.entries(value);
    const fields = entries.map(([key, inner]) => (
      <ValueFields
        key={key}
        name={typeof key === 'number' ? `${name} ${key + 1}` : key.replaceAll('_', ' ')}
        value={inner}
        path={[...path, key]}
        errors={errors}
        change={change}
      />
    ));
    if (Array.isArray(value) || path.length === 1) return fields;
    return (
      <fieldset className={classes.group}>
        <legend>{name}</legend>
        {errorAt(path, errors, false)}
        {fields}
      </fieldset>
    );
  }
  return <ScalarField name={name} value={value} path={path} errors={errors} change={change} />;
}

function ScalarField({
  name,
  value,
  path,
  errors,
  change,
}: ValueFieldsProps & { value: string | number | boolean }): ReactNode {
  const error = errorAt(path, errors, true);
  if (typeof value === 'boolean') {
    return (
      <Checkbox
        label={name}
        checked={value}
        error={error}
        onChange={(event) => {
          change(path, event.currentTarget.checked);
        }}
      />
    );
  }
  return (
    <TextInput
      label={name}
      type={typeof value === 'number' ? 'number' : 'text'}
      step="any"
      value={value}
      error={error}
      onChange={({ currentTarget: { value: text } }) => {
        change(path, typeof value === 'number' && text !== '' ? Number(text) : text);
      }}
    />
  );
}

function errorAt(path: Path, errors: readonly FieldError[], isWhole: boolean): ReactNode {
  const own = pointerOf(path);
  const found = errors.filter(({ pointer }) => pointer === own || (isWhole && pointer.startsWith(`${own}/`)));
  if (found.length === 0) return null;
  return found.map(({ pointer, detail, suggestion }) => (
    <span key={`${pointer} ${detail}`} className={classes.error}>
      {detail}
      {suggestion !== undefined && `. ${suggestion}`}
    </span>
  ));
}

/** @returns the errors that no field shows, because there is none for them */
export function errorsWithoutField(value: Json, errors: readonly FieldError[]): FieldError[] {
  const pointers = new Set<string>();
  const walk = (inner: Json, path: Path): void => {
    if (inner === null || path.length > DEEPEST) return;
    pointers.add(pointerOf(path));
    if (typeof inner !== 'object') return;
    for (const [key, item] of Object.entries(inner)) walk(item, [...path, Array.isArray(inner) ? Number(key) : key]);
  };
  walk(value, ['request']);
  pointers.delete('/request');
  return errors.filter(({ pointer }) => !pointers.has(pointer));
}
