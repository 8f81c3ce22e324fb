import type { ReactNode } from 'react';
import classes from './page.module.css';
import { useTitle } from './use-title';

interface PageProps {
  /** Of the document, and the heading unless there is one of its own. */
  title: string;
  /** In the place of the title, where it holds more than words. */
  heading?: ReactNode;
  /** Beside the title: small and grey. */
  note?: ReactNode;
  actions?: ReactNode;
  /** The content fills the height and scrolls by itself, as lists do. */
  isFilling?: boolean;
  children: ReactNode;
}

/** A page: what it is, what one can do here, and what there is. */
export function Page({ title, heading, note, actions, isFilling = false, children }: PageProps): ReactNode {
  useTitle(title);
  return (
    <div className={classes.page} data-filling={isFilling || undefined}>
      <div className={classes.head}>
        <h1 className={classes.title}>{heading ?? title}</h1>
        {note !== undefined && <div className={classes.note}>{note}</div>}
        {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      </div>
      {children}
    </div>
  );
}

/** A part of a page with a heading of its own. Lines separate parts, not boxes. */
export function Section({ title, actions, children }: Pick<PageProps, 'title' | 'actions' | 'children'>): ReactNode {
  return (
    <section className={classes.section} aria-label={title}>
      <div className={classes.sectionHead}>
        <h2 className={classes.sectionTitle}>{title}</h2>
        {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      </div>
      {children}
    </section>
  );
}
