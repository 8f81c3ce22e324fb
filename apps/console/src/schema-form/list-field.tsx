import { Button, MultiSelect, TagsInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { texts } from '../texts';
import type { FieldProps } from './field-props';
import { FieldError } from './field-error';
import { humanized } from './field-words';
import { fieldId, useForm } from './form-context';
import { Kind, blankOf, kindOf, resolved } from './json-schema';
import { below, valueAt } from './pointer';
import classes from './schema-form.module.css';

/** A list: words are typed one after the other, everything else is one part below the other. */
export function ListField(props: FieldProps): ReactNode {
  const { root } = useForm();
  const kind = kindOf(root, resolved(root, props.schema.items ?? {}));
  return kind === Kind.text || kind === Kind.enumeration ? <WordsField {...props} kind={kind} /> : <Parts {...props} />;
}

function WordsField({ pointer, schema, label, hint, isRequired, kind }: FieldProps & { kind: Kind }): ReactNode {
  const { root, request, set, errorAt, touch } = useForm();
  const value = valueAt(request, pointer);
  const words = Array.isArray(value) ? value.map(String) : [];
  const errors = [errorAt(pointer), ...words.map((_, index) => errorAt(below(pointer, index)))];
  const common = {
    id: fieldId(pointer),
    label,
    description: hint ?? (kind === Kind.text ? texts.form.wordsHint : undefined),
    error: errors.find((error) => error !== undefined),
    withAsterisk: isRequired,
    value: words,
    onBlur: () => {
      touch(pointer);
    },
    onChange: (given: string[]) => {
      set(pointer, given.length === 0 ? undefined : given);
    },
  };
  if (kind === Kind.text) return <TagsInput {...common} acceptValueOnBlur />;
  const options = (resolved(root, schema.items ?? {}).enum ?? []).map(String);
  return (
    <MultiSelect {...common} data={options.map((option) => ({ value: option, label: humanized(option) }))} searchable />
  );
}

function Parts({ pointer, name, schema, label, hint }: FieldProps): ReactNode {
  const { root, request, set, Member } = useForm();
  const value = valueAt(request, pointer);
  const items = Array.isArray(value) ? value : [];
  const itemSchema = schema.items ?? {};
  const one = texts.form.one[name] ?? label;
  return (
    <fieldset className={classes.group} id={fieldId(pointer)} tabIndex={-1}>
      <legend className={classes.legend}>{label}</legend>
      {hint !== undefined && <p className={classes.hint}>{hint}</p>}
      <FieldError pointer={pointer} />
      {items.map((_, index) => (
        // A part has no id of its own: its place is what it is.
        <Member
          key={index}
          pointer={below(pointer, index)}
          name={name}
          schema={itemSchema}
          label={`${one} ${index + 1}`}
          isRequired
          isRemovable={items.length > 1}
        />
      ))}
      <Button
        className={classes.add}
        size="xs"
        variant="default"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => {
          set(below(pointer, items.length), blankOf(root, itemSchema));
        }}
      >
        {texts.form.addOne(one)}
      </Button>
    </fieldset>
  );
}
