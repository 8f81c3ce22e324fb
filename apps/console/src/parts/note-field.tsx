import { Textarea } from '@mantine/core';
import type { ReactNode } from 'react';

interface NoteFieldProps {
  label: string;
  description: string;
  value: string;
  onChange: (value: string) => void;
}

/** What a person has to say of an action: it goes into the timeline. */
export function NoteField({ label, description, value, onChange }: NoteFieldProps): ReactNode {
  return (
    <Textarea
      label={label}
      description={description}
      required
      autosize
      minRows={2}
      maxLength={2_000}
      value={value}
      onChange={(event) => {
        onChange(event.currentTarget.value);
      }}
    />
  );
}
