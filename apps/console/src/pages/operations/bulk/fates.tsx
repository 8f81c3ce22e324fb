import { IconArrowRight, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { texts } from '../../../texts';
import type { Fate, Foreseen } from './bulk-jobs';
import classes from './bulk.module.css';

const words = texts.bulk;
/** A message of refusal may name its operation, so that each is another one. */
const MOST_REASONS = 8;

/** What would happen, to how many and to how much money; and what would be refused, and why. */
export function Fates({ foreseen: { possible, refused } }: { foreseen: Foreseen }): ReactNode {
  return (
    <div className={classes.fates}>
      {possible.length === 0 && <p className={classes.none}>{words.nothing}</p>}
      <ul className={classes.list}>
        {possible.slice(0, MOST_REASONS).map((fate) => (
          <li key={fate.detail}>
            <IconArrowRight size={15} aria-hidden className={classes.does} />
            <span>
              <strong>{words.possible(fate.count, fate.money)}</strong>: {fate.detail}
            </span>
          </li>
        ))}
        <Refused fates={refused} />
      </ul>
    </div>
  );
}

export function Refused({ fates }: { fates: readonly Fate[] }): ReactNode {
  return fates.slice(0, MOST_REASONS).map((fate) => (
    <li key={fate.detail}>
      <IconX size={15} aria-hidden className={classes.refuses} />
      <span>
        <strong>{words.refused(fate.count)}</strong>: {fate.detail}
      </span>
    </li>
  ));
}
