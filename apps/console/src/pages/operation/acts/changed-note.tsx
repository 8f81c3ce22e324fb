import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { client, dataOf } from '../../../api/client';
import { keys } from '../../../api/keys';
import type { TimelineEntry } from '../../../api/types';
import { Clock } from '../../../parts/when';
import { texts } from '../../../texts';
import classes from '../operation-page.module.css';
import { newVersionIn } from './perform';

const words = texts.operationActions;
const MOST_PAGES = 5;

/** What was refused because the operation has changed; undefined when it was refused for another reason. */
export function changedNote(error: unknown, id: string, seen: number): ReactNode | undefined {
  const now = newVersionIn(error);
  return now === null ? undefined : <ChangedNote key={now} id={id} seen={seen} now={now} />;
}

interface ChangedNoteProps {
  id: string;
  /** The version on which the person decided. */
  seen: number;
  now: number;
}

/** Says what happened since the person looked, and that nothing was done. */
function ChangedNote({ id, seen, now }: ChangedNoteProps): ReactNode {
  const { data } = useQuery({
    queryKey: [...keys.operations.timeline(id), 'since', seen, now],
    queryFn: ({ signal }) => readSince(id, seen, signal),
  });
  return (
    <div className={classes.changed} role="alert">
      <strong>{words.changedTitle}</strong>
      {data !== undefined && data.length === 0 && <p>{words.changedNothing}</p>}
      <ul>
        {data?.map((entry) => (
          <li key={entry.id}>
            <Clock at={entry.at} /> {entry.reason}
            {entry.to_status !== null && ` (${texts.status[entry.to_status]})`}
          </li>
        ))}
      </ul>
      <p>{words.changedThen}</p>
    </div>
  );
}

async function readSince(id: string, seen: number, signal: AbortSignal): Promise<TimelineEntry[]> {
  const found: TimelineEntry[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { items, next_cursor: next }: { items: TimelineEntry[]; next_cursor: string | null } = await dataOf(
      client.GET('/v1/operations/{id}/timeline', {
        params: { path: { id }, query: { limit: 200, ...(cursor === null ? {} : { cursor }) } },
        signal,
      }),
    );
    found.push(...items.filter(({ version }) => version > seen));
    cursor = next;
    if (cursor === null) break;
  }
  return found;
}
