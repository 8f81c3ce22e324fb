import type { ReactNode } from 'react';
import { useForm } from './form-context';
import classes from './schema-form.module.css';

/** The error of a place that is no field of its own: a list, an object. */
export function FieldError({ pointer }: { pointer: string }): ReactNode {
  const error = useForm().errorAt(pointer);
  return error === undefined ? null : <p className={classes.error}>{error}</p>;
}
