import { IconArrowRight, IconCheck, IconHandStop, IconStack2, type TablerIcon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Schemas } from '../api/types';
import { texts } from '../texts';
import classes from './status-word.module.css';

type Delivery = Schemas['Delivery'];

const looks: Record<Delivery['status'], { icon: TablerIcon; meaning: string }> = {
  pending: { icon: IconArrowRight, meaning: 'working' },
  gathered: { icon: IconStack2, meaning: 'ended' },
  delivered: { icon: IconCheck, meaning: 'good' },
  dead: { icon: IconHandStop, meaning: 'ours' },
};

/** How a notification stands. One that is tried again says so. */
export function DeliveryWord({ of: { status, attempt_count: attempts } }: { of: Delivery }): ReactNode {
  const { icon: Icon, meaning } = looks[status];
  const isFailing = status === 'pending' && attempts > 0;
  return (
    <span className={classes.word} data-meaning={isFailing ? 'waiting' : meaning} title={status}>
      <Icon size={15} stroke={2} aria-hidden className={classes.icon} />
      {isFailing ? texts.deliveries.failing : texts.deliveries.statuses[status]}
    </span>
  );
}
