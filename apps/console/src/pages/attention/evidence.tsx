import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { client, dataOf } from '../../api/client';
import { keys } from '../../api/keys';
import type { TimelineEntry } from '../../api/types';
import { Late } from '../../parts/late';
import { Loading } from '../../parts/loading';
import { ProblemNote } from '../../parts/problem-note';
import { EntryLine } from '../operation/story/entry-line';
import classes from './attention-page.module.css';

/** The last words are what one decides on; all of them are on the operation's own page. */
const LAST = 4;
/** Who only keeps the house says nothing of the publisher. */
const quiet: ReadonlySet<TimelineEntry['kind']> = new Set(['claimed']);

/** What was sent, what came back, and what was found when the publisher was asked. */
export function Evidence({ id }: { id: string }): ReactNode {
  const { data, error, refetch } = useQuery({
    queryKey: [...keys.operations.timeline(id), 'evidence'],
    queryFn: ({ signal }) =>
      dataOf(client.GET('/v1/operations/{id}/timeline', { params: { path: { id }, query: { limit: 200 } }, signal })),
  });
  if (error !== null) return <ProblemNote error={error} again={() => void refetch()} />;
  if (data === undefined) {
    return (
      <Late>
        <Loading lines={3} />
      </Late>
    );
  }
  return (
    <ol className={classes.evidence}>
      {data.items
        .filter(({ kind }) => !quiet.has(kind))
        .slice(-LAST)
        .map((entry) => (
          <EntryLine key={entry.id} entry={entry} />
        ))}
    </ol>
  );
}
