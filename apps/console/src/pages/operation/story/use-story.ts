import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { client, dataOf } from '../../../api/client';
import { keys } from '../../../api/keys';
import { storyOf } from './story-lines';

const PAGE_LINES = 200;
/** What a receiver answered is told by no event: while something is owed, it is looked for again. */
const LOOK_EVERY_MS = 3_000;
/** A subscriber that does not answer is tried for days. So long after the last change nobody watches for it. */
const LOOK_FOR_MS = 120_000;

/** What happened to an operation and who was told of it. */
export function useStory(id: string) {
  const timeline = useInfiniteQuery({
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
  const told = useQuery({
    queryKey: keys.deliveries.of(id),
    queryFn: () => dataOf(client.GET('/v1/deliveries', { params: { query: { operation_id: id, limit: PAGE_LINES } } })),
    refetchInterval: ({ state }) => {
      const owed = state.data?.items.some(
        ({ status, created_at: at }) => status === 'pending' && Date.now() - Date.parse(at) < LOOK_FOR_MS,
      );
      return owed === true ? LOOK_EVERY_MS : false;
    },
  });
  const lines = useMemo(
    () => storyOf(timeline.data?.pages.flatMap(({ items }) => items) ?? [], told.data?.items ?? []),
    [timeline.data, told.data],
  );
  return { timeline, told, lines };
}
