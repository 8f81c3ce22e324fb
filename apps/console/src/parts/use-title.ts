import { useEffect } from 'react';
import { texts } from '../texts';

/** Names the document after what it shows: tabs, history and screen readers say it. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · ${texts.product}`;
  }, [title]);
}
