import type { ReactNode } from 'react';
import { ageText, durationText, instantText, relativeText } from './format';
import { useNow } from './use-now';

interface WhenProps {
  /** ISO 8601. */
  at: string;
}

/** When something was or will be: `2 h 10 min ago`. The exact instant, in the reader's zone, is on hover. */
export function When({ at }: WhenProps): ReactNode {
  const time = new Date(at);
  const text = useNow((now) => relativeText(time.getTime(), now));
  return (
    <time dateTime={at} title={instantText(time)}>
      {text}
    </time>
  );
}

/** An instant by the clock: `14:02:11`, with the day when it was another one. */
export function Clock({ at }: WhenProps): ReactNode {
  const time = new Date(at);
  const today = useNow((now) => new Date(now).toDateString());
  const clock = time.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const day = time.toLocaleDateString(undefined, { month: 'short', day: 'numeric' });
  return (
    <time dateTime={at} title={instantText(time)}>
      {time.toDateString() === today ? clock : `${day}, ${clock}`}
    </time>
  );
}

/** How long something takes or took: `1.2 s`. */
export function Duration({ ms }: { ms: number }): ReactNode {
  return <span>{durationText(ms)}</span>;
}

/** How long it is that something is so: `2 h 10 min`, and it grows. */
export function Since({ at }: WhenProps): ReactNode {
  const time = new Date(at);
  const text = useNow((now) => ageText(now - time.getTime()));
  return (
    <time dateTime={at} title={instantText(time)}>
      {text}
    </time>
  );
}
