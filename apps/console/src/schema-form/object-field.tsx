import type { ReactNode } from 'react';
import { AddMember } from './add-member';
import { FieldError } from './field-error';
import type { FieldProps } from './field-props';
import { fieldId, useForm } from './form-context';
import type { JsonSchema } from './json-schema';
import { below, isObject, valueAt } from './pointer';
import classes from './schema-form.module.css';

/** An object inside of the request, with a name of its own. */
export function ObjectField({ pointer, schema, label, hint }: FieldProps): ReactNode {
  return (
    <fieldset className={classes.group} id={fieldId(pointer)} tabIndex={-1}>
      <legend className={classes.legend}>{label}</legend>
      {hint !== undefined && <p className={classes.hint}>{hint}</p>}
      <FieldError pointer={pointer} />
      <Members pointer={pointer} schema={schema} />
    </fieldset>
  );
}

/** The members of an object: those that come first, those that must be, those that are there. The others on demand. */
export function Members({ pointer, schema }: { pointer: string; schema: JsonSchema }): ReactNode {
  const { request, first, Member } = useForm();
  const { properties = {}, required = [] } = schema;
  const value = valueAt(request, pointer);
  const present = isObject(value) ? Object.keys(value) : [];
  const leading = first(pointer).filter((name) => name in properties);
  const always = [...new Set([...leading, ...required.filter((name) => name in properties)])];
  const shown = [...new Set([...always, ...present])];
  return (
    <div className={classes.members}>
      {shown.map((name) => (
        <Member
          key={name}
          pointer={below(pointer, name)}
          name={name}
          schema={properties[name] ?? schemaOfValue(isObject(value) ? value[name] : undefined)}
          isRequired={required.includes(name)}
          isRemovable={!always.includes(name)}
        />
      ))}
      <AddMember pointer={pointer} schema={schema} shown={shown} />
    </div>
  );
}

/** A member that the schema does not name is asked for as what it is. */
function schemaOfValue(value: unknown): JsonSchema {
  return typeof value === 'string' || typeof value === 'number' ? { type: typeof value } : {};
}
