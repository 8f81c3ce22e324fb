import type { ReactNode } from 'react';
import { texts } from '../texts';
import { deadlineField, deadlineTypes } from './deadline-values';
import { Fields, TextField } from './form-fields';

/** How long operations of each type may take, as ISO 8601 durations. */
export function DeadlineFields({ title, note }: { title: string; note: string }): ReactNode {
  return (
    <Fields title={title} note={note}>
      {deadlineTypes.map((type) => (
        <TextField
          key={type}
          name={deadlineField(type)}
          at={`/deadlines/${type}`}
          label={texts.operationType[type] ?? type}
          placeholder="P2D"
        />
      ))}
    </Fields>
  );
}
