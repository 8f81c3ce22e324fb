import { Checkbox, NativeSelect, PasswordInput, TextInput, Textarea } from '@mantine/core';
import type { ReactNode } from 'react';
import { useForm } from './api-form';
import classes from './api-form.module.css';

/** Fields of a line stand at one height, whatever is said of each. */
const order: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'error', 'description'];

interface FieldProps {
  /** Its name among the values of the form. */
  name: string;
  /** The JSON pointer of its value in the request: what the API says of it is shown here. */
  at: string;
  label: string;
  hint?: string;
  placeholder?: string;
  isRequired?: boolean;
  type?: 'text' | 'url' | 'email' | 'tel' | 'datetime-local' | 'time';
}

export function TextField({ name, at, label, hint, placeholder, isRequired, type = 'text' }: FieldProps): ReactNode {
  const { values, set, errorAt } = useForm();
  return (
    <TextInput
      inputWrapperOrder={order}
      type={type}
      label={label}
      description={hint}
      placeholder={placeholder}
      withAsterisk={isRequired}
      autoComplete="off"
      value={values[name] ?? ''}
      error={errorAt(at)}
      onChange={(event) => {
        set(name, event.currentTarget.value);
      }}
    />
  );
}

/** A secret: it goes to the service, and never comes back. */
export function SecretField({ name, at, label, hint, isRequired }: FieldProps): ReactNode {
  const { values, set, errorAt } = useForm();
  return (
    <PasswordInput
      inputWrapperOrder={order}
      label={label}
      description={hint}
      withAsterisk={isRequired}
      // A browser would offer to keep it, and fill in the person's own password.
      autoComplete="new-password"
      value={values[name] ?? ''}
      error={errorAt(at)}
      onChange={(event) => {
        set(name, event.currentTarget.value);
      }}
    />
  );
}

export function AreaField({ name, at, label, hint }: FieldProps): ReactNode {
  const { values, set, errorAt } = useForm();
  return (
    <Textarea
      inputWrapperOrder={order}
      className={classes.wide}
      label={label}
      description={hint}
      autosize
      minRows={2}
      maxRows={10}
      value={values[name] ?? ''}
      error={errorAt(at)}
      onChange={(event) => {
        set(name, event.currentTarget.value);
      }}
    />
  );
}

interface ChoiceFieldProps extends FieldProps {
  options: readonly { value: string; label: string }[];
}

export function ChoiceField({ name, at, label, hint, isRequired, options }: ChoiceFieldProps): ReactNode {
  const { values, set, errorAt } = useForm();
  return (
    <NativeSelect
      inputWrapperOrder={order}
      label={label}
      description={hint}
      withAsterisk={isRequired}
      value={values[name] ?? ''}
      error={errorAt(at)}
      data={[...options]}
      onChange={(event) => {
        set(name, event.currentTarget.value);
      }}
    />
  );
}

/** Several of the options: by commas among the values of the form. */
export function ManyField({ name, at, label, hint, options }: ChoiceFieldProps): ReactNode {
  const { values, set, errorAt } = useForm();
  const chosen = values[name] ?? '';
  return (
    <Checkbox.Group
      className={classes.wide}
      label={label}
      description={hint}
      error={errorAt(at)}
      value={chosen === '' ? [] : chosen.split(',')}
      onChange={(next: string[]) => {
        set(name, next.join(','));
      }}
    >
      <div className={classes.many}>
        {options.map(({ value, label: word }) => (
          <Checkbox key={value} value={value} label={word} size="xs" />
        ))}
      </div>
    </Checkbox.Group>
  );
}

/** `yes` among the values, or nothing. */
export function FlagField({ name, at, label, hint }: FieldProps): ReactNode {
  const { values, set, errorAt } = useForm();
  return (
    <Checkbox
      className={classes.wide}
      label={label}
      description={hint}
      checked={values[name] === 'yes'}
      error={errorAt(at)}
      onChange={(event) => {
        set(name, event.currentTarget.checked ? 'yes' : '');
      }}
    />
  );
}

interface FieldsProps {
  title: string;
  note?: string;
  children: ReactNode;
}

/** Fields that belong together. */
export function Fields({ title, note, children }: FieldsProps): ReactNode {
  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>{title}</legend>
      {note !== undefined && <p className={classes.note}>{note}</p>}
      {children}
    </fieldset>
  );
}
