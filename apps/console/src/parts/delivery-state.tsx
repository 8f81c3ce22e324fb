import { IconArrowRight, IconCheck, IconClock, IconPlayerPause, IconX, type TablerIcon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Meaning } from '../api/operations';
import type { Schemas } from '../api/types';
import { texts } from '../texts';
import classes from './status-word.module.css';

type Status = Schemas['MediaBuy']['status'];

const shown: Record<Status, [Meaning, TablerIcon]> = {
  pending: [Meaning.working, IconClock],
  active: [Meaning.good, IconArrowRight],
  paused: [Meaning.waiting, IconPlayerPause],
  completed: [Meaning.good, IconCheck],
  canceled: [Meaning.ended, IconX],
};

/** Whether a media buy delivers, with its colour and icon. */
export function DeliveryState({ status }: { status: Status }): ReactNode {
  const [meaning, Icon] = shown[status];
  return (
    <span className={classes.word} data-meaning={meaning} title={status}>
      <Icon size={15} stroke={2} aria-hidden className={classes.icon} />
      {texts.mediaBuys.status[status]}
    </span>
  );
}
