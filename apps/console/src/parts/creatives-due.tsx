import type { ReactNode } from 'react';
import { texts } from '../texts';
import classes from './creatives-due.module.css';
import { useNow } from './use-now';
import { When } from './when';

const NEAR_MS = 86_400_000;

/** Until when the publisher takes creatives. What is near or over stands out, by a word too. */
export function CreativesDue({ at }: { at: string | null }): ReactNode {
  const time = at === null ? Number.NaN : Date.parse(at);
  const state = useNow((now) => (time < now ? 'passed' : time - now < NEAR_MS ? 'near' : 'ahead'));
  if (at === null) return null;
  if (Number.isNaN(time)) return at;
  return (
    <span className={classes.due} data-state={state}>
      <When at={at} />
      {state === 'passed' && ` (${texts.mediaBuys.passed})`}
    </span>
  );
}
