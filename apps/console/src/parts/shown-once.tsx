import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { texts } from '../texts';
import classes from './shown-once.module.css';

interface ShownOnceProps {
  /** What it is: "The key of Ana". */
  label: string;
  /** Never shown again: nobody can read it out of the service. */
  secret: string;
  done: () => void;
}

/** A secret in the only moment in which it can be taken along. */
export function ShownOnce({ label, secret, done }: ShownOnceProps): ReactNode {
  const { copy, copied } = useClipboard({ timeout: 4_000 });
  return (
    <div className={classes.frame} role="status" aria-label={label}>
      <strong>{label}</strong>
      <p className={classes.why}>{texts.once.why}</p>
      <code className={classes.secret}>{secret}</code>
      <div className={classes.buttons}>
        <Button
          data-autofocus
          leftSection={copied ? <IconCheck size={15} aria-hidden /> : <IconCopy size={15} aria-hidden />}
          onClick={() => {
            copy(secret);
          }}
        >
          {copied ? texts.copy.done : texts.copy.hint}
        </Button>
        <Button variant="default" onClick={done}>
          {texts.once.done}
        </Button>
      </div>
    </div>
  );
}
