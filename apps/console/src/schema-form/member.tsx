import { CloseButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { texts } from '../texts';
import { ChoiceField } from './choice-field';
import type { FieldProps, MemberProps } from './field-props';
import { wordsOf } from './field-words';
import { useForm } from './form-context';
import { JsonField } from './json-field';
import { Kind, kindOf, resolved } from './json-schema';
import { ListField } from './list-field';
import { MapField } from './map-field';
import { ObjectField } from './object-field';
import classes from './schema-form.module.css';
import { EnumerationField, FixedField, NumberField, TextField, TimeField, YesNoField } from './simple-fields';

/** These hold fields of their own, or a text of many lines. */
const wide: readonly Kind[] = [Kind.object, Kind.list, Kind.choice, Kind.map, Kind.json];

/** One member of the request, asked for in the way that fits its schema. */
export function Member({
  pointer,
  name,
  schema: given,
  isRequired,
  label,
  isRemovable = false,
}: MemberProps): ReactNode {
  const { root, set } = useForm();
  const schema = resolved(root, given);
  const words = wordsOf(name, schema);
  const shown = label ?? words.label;
  const field: FieldProps = {
    pointer,
    name,
    schema,
    label: shown,
    hint: words.hint,
    example: words.example,
    isRequired,
  };
  return (
    <div className={classes.member} data-wide={wide.includes(kindOf(root, schema)) || undefined}>
      <div className={classes.field}>
        <Field {...field} />
        {words.about !== null && (
          <details className={classes.about}>
            <summary aria-label={texts.form.about(shown)}>{texts.form.whatIsIt}</summary>
            {words.about}
          </details>
        )}
      </div>
      {isRemovable && (
        <CloseButton
          aria-label={texts.form.remove(shown)}
          title={texts.form.remove(shown)}
          onClick={() => {
            set(pointer, undefined);
          }}
        />
      )}
    </div>
  );
}

function Field(props: FieldProps): ReactNode {
  const { root } = useForm();
  switch (kindOf(root, props.schema)) {
    case Kind.text:
      return <TextField {...props} />;
    case Kind.number:
      return <NumberField {...props} />;
    case Kind.yesNo:
      return <YesNoField {...props} />;
    case Kind.enumeration:
      return <EnumerationField {...props} />;
    case Kind.fixed:
      return <FixedField {...props} />;
    case Kind.time:
      return <TimeField {...props} />;
    case Kind.object:
      return <ObjectField {...props} />;
    case Kind.list:
      return <ListField {...props} />;
    case Kind.choice:
      return <ChoiceField {...props} />;
    case Kind.map:
      return <MapField {...props} />;
    case Kind.json:
      return <JsonField {...props} />;
  }
}
