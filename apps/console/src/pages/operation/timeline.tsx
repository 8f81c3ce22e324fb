import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { client, dataOf } from '../../api/client';
import { keys } from '../../api/keys';
import type { TimelineEntry } from '../../api/types';
import { Late } from '../../parts/late';
import { Loading } from '../../parts/loading';
import { ProblemNote } from '../../parts/problem-note';
import { Clock, Duration } from '../../parts/when';
import { texts } from '../../texts';
import classes from './operation-page.module.css';

const PAGE_LINES = 200;

/** What happened to an operation, the oldest first. */
export function Timeline({ id }: { id: string }): ReactNode {
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage, refetch } = useInfiniteQuery({
    queryKey: keys.operations.timeline(id),
    queryFn: ({ pageParam }) =>
      dataOf(
        client.GET('/v1/operations/{id}/timeline', {
          params: { path: { id }, query: { limit: PAGE_LINES, ...(pageParam === null ? {} : { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor: cursor }) => cursor,
  });
  if (error !== null) return <ProblemNote error={error} again={() => void refetch()} />;
  if (data === undefined) {
    return (
      <Late>
        <Loading lines={4} />
      </Late>
    );
  }
  return (
    <>
      <ol className={classes.lines}>
        {data.pages.flatMap(({ items }) => items.map((entry) => <Line key={entry.id} entry={entry} />))}
      </ol>
      {hasNextPage && (
        <Button variant="subtle" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {texts.table.more}
        </Button>
      )}
    </>
  );
}

function Line({ entry }: { entry: TimelineEntry }): ReactNode {
  const { at, reason, source, duration_ms: duration } = entry;
  return (
    <li className={classes.entry}>
      <span className={classes.at}>
        <Clock at={at} />
      </span>
      <span className={classes.reason}>{reason}</span>
      <span className={classes.source}>
        {source}
        {duration !== null && (
          <>
            {' '}
            · <Duration ms={duration} />
          </>
        )}
      </span>
    </li>
  );
}
