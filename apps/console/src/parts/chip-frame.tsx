import { UnstyledButton } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { texts } from '../texts';
import classes from './filter-chips.module.css';

interface ChipFrameProps {
  label: string;
  /** What is chosen, in words. */
  word: string;
  isChosen: boolean;
  choose: (value: undefined) => void;
  children: ReactNode;
}

/** The round frame of a chip, and the cross that takes what is chosen away. */
export function ChipFrame({ label, word, isChosen, choose, children }: ChipFrameProps): ReactNode {
  return (
    <span className={classes.chip} data-chosen={isChosen || undefined}>
      {children}
      {isChosen && (
        <UnstyledButton
          className={classes.remove}
          aria-label={texts.filters.remove(`${label}: ${word}`)}
          onClick={() => {
            choose(undefined);
          }}
        >
          <IconX size={13} aria-hidden />
        </UnstyledButton>
      )}
    </span>
  );
}
