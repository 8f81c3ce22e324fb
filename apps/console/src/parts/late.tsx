import { type ReactNode, useEffect, useState } from 'react';

const AFTER_MS = 200;

/** Shows its children only when the wait is long enough to be noticed: what comes sooner would only flicker. */
export function Late({ children }: { children: ReactNode }): ReactNode {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => {
      setLate(true);
    }, AFTER_MS);
    return () => {
      clearTimeout(timer);
    };
  }, []);
  return isLate ? children : null;
}
