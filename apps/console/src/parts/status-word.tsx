import { IconArrowRight, IconCheck, IconHandStop, IconUser, IconX, type TablerIcon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Meaning, meaningOf } from '../api/operations';
import type { Operation } from '../api/types';
import { statusSentence } from './status-sentence';
import classes from './status-word.module.css';
import { texts } from '../texts';
import { useNow } from './use-now';

const icons: Record<Meaning, TablerIcon> = {
  [Meaning.working]: IconArrowRight,
  [Meaning.waiting]: IconUser,
  [Meaning.ours]: IconHandStop,
  [Meaning.good]: IconCheck,
  [Meaning.ended]: IconX,
};

type Shown = Pick<Operation, 'status' | 'attention'>;

/** The status in two words, with its colour and icon, for lists. */
export function StatusWord({ of: operation }: { of: Shown }): ReactNode {
  const meaning = meaningOf(operation);
  const Icon = icons[meaning];
  return (
    <span className={classes.word} data-meaning={meaning} title={operation.status}>
      <Icon size={15} stroke={2} aria-hidden className={classes.icon} />
      {operation.attention == null ? texts.status[operation.status] : texts.attention[operation.attention.reason]}
    </span>
  );
}

type Told = Shown & Pick<Operation, 'status_since' | 'settled_at' | 'estimated_completion' | 'media_buy_id' | 'late'>;

/** The status as a sentence, the code small beside it. @param seller the publisher's name */
export function StatusSentence({ of: operation, seller }: { of: Told; seller: string }): ReactNode {
  const meaning = meaningOf(operation);
  const Icon = icons[meaning];
  const sentence = useNow((now) => statusSentence(operation, seller, now));
  return (
    <span className={classes.sentence}>
      <Icon size={17} stroke={2} aria-hidden className={classes.icon} data-meaning={meaning} />
      {sentence}
      <code className={classes.code}>{operation.status}</code>
    </span>
  );
}
