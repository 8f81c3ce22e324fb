import { Textarea } from '@mantine/core';
import type { ReactNode } from 'react';
import { texts } from '../texts';
import type { FieldProps } from './field-props';
import { fieldId, useForm } from './form-context';
import { valueAt } from './pointer';
import { useJsonText } from './use-json-text';

/** Where the schema leaves everything open, the value is written as JSON. */
export function JsonField({ pointer, label, hint, example, isRequired }: FieldProps): ReactNode {
  const { request, set, errorAt, touch } = useForm();
  const value = valueAt(request, pointer);
  const { text, problem, change } = useJsonText(value ?? {}, (given) => {
    set(pointer, given);
  });
  return (
    <Textarea
      id={fieldId(pointer)}
      label={label}
      description={hint ?? texts.form.jsonHint}
      {...(example === undefined ? {} : { placeholder: texts.form.example(example) })}
      error={problem ?? errorAt(pointer)}
      withAsterisk={isRequired}
      value={text}
      autosize
      minRows={2}
      maxRows={12}
      spellCheck={false}
      onBlur={() => {
        touch(pointer);
      }}
      onChange={({ currentTarget }) => {
        change(currentTarget.value);
      }}
    />
  );
}
