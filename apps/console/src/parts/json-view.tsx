import { UnstyledButton } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { type ReactNode, useMemo } from 'react';
import { texts } from '../texts';
import classes from './json-view.module.css';

/** A value as its bytes, to read and to copy. Whatever stands in it is shown as text. */
export function JsonView({ value, label }: { value: unknown; label: string }): ReactNode {
  const text = useMemo(() => JSON.stringify(value, null, 2), [value]);
  const { copy, copied } = useClipboard({ timeout: 1_500 });
  return (
    <div className={classes.frame}>
      <UnstyledButton
        className={classes.copy}
        onClick={() => {
          copy(text);
        }}
      >
        {copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
        {copied ? texts.copy.done : texts.copy.all}
      </UnstyledButton>
      <pre className={classes.text} tabIndex={0} role="region" aria-label={label}>
        {text}
      </pre>
    </div>
  );
}
