import type { ReactNode } from 'react';
import classes from './empty.module.css';

interface EmptyProps {
  /** Why there is nothing, and what would fill it. */
  why: string;
  /** The way there: a link or a button. */
  children?: ReactNode;
}

export function Empty({ why, children }: EmptyProps): ReactNode {
  return (
    <div className={classes.empty}>
      <p className={classes.why}>{why}</p>
      {children}
    </div>
  );
}
