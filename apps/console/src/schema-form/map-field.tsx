import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { texts } from '../texts';
import { NewName } from './add-member';
import type { FieldProps } from './field-props';
import { FieldError } from './field-error';
import { fieldId, useForm } from './form-context';
import { blankOf, entrySchemaOf } from './json-schema';
import { below, isObject, valueAt } from './pointer';
import classes from './schema-form.module.css';

/** Members whose names the desk chooses, such as the assets of a creative. */
export function MapField({ pointer, schema, label, hint }: FieldProps): ReactNode {
  const { root, request, set, Member } = useForm();
  const [isNaming, setNaming] = useState(false);
  const value = valueAt(request, pointer);
  const entry = entrySchemaOf(schema) ?? {};
  return (
    <fieldset className={classes.group} id={fieldId(pointer)} tabIndex={-1}>
      <legend className={classes.legend}>{label}</legend>
      {hint !== undefined && <p className={classes.hint}>{hint}</p>}
      <FieldError pointer={pointer} />
      {Object.keys(isObject(value) ? value : {}).map((name) => (
        <Member key={name} pointer={below(pointer, name)} name={name} schema={entry} isRequired={false} isRemovable />
      ))}
      {isNaming ? (
        <NewName
          label={texts.form.entryName}
          done={(name) => {
            setNaming(false);
            if (name !== null) set(below(pointer, name), blankOf(root, entry));
          }}
        />
      ) : (
        <Button
          className={classes.add}
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => {
            setNaming(true);
          }}
        >
          {texts.form.addEntry}
        </Button>
      )}
    </fieldset>
  );
}
