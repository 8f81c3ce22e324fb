import { UnstyledButton } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { texts } from '../texts';
import classes from './copy-id.module.css';

interface CopyIdProps {
  id: string;
  /** In its place, such as its last characters. The whole id is copied. */
  shown?: string;
}

/** An id that one can take along. */
export function CopyId({ id, shown = id }: CopyIdProps): ReactNode {
  const { copy, copied } = useClipboard({ timeout: 1_500 });
  return (
    <span className={classes.id}>
      <code title={id}>{shown}</code>
      <UnstyledButton
        className={classes.button}
        onClick={(event) => {
          event.stopPropagation();
          copy(id);
        }}
        aria-label={copied ? texts.copy.done : texts.copy.action(id)}
        title={copied ? texts.copy.done : texts.copy.hint}
      >
        {copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
      </UnstyledButton>
    </span>
  );
}
