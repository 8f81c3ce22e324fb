import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { client, dataOf } from '../../api/client';
import { keys } from '../../api/keys';
import { type OperationFilters, mayMatch } from '../../api/operations';
import type { Operation } from '../../api/types';
import type { HeldList } from '../../live/held-lists';
import { useHeldList } from '../../live/use-held-list';

const PAGE_ROWS = 100;
const filterNames = [
  'status',
  'seller_id',
  'type',
  'po_number',
  'user_id',
  'waiting_for',
  'overdue',
  'attention',
  'q',
] as const;

/** @returns the filters among what stands in the address */
export function filtersOf(search: Record<string, string>): OperationFilters {
  return Object.fromEntries(filterNames.flatMap((name) => (search[name] === undefined ? [] : [[name, search[name]]])));
}

/** The filters as the client wants them. The API checks them: a mistyped address gets its answer. */
export function queryOf({ status, overdue, attention, ...rest }: OperationFilters) {
  return {
    ...(rest as { waiting_for?: 'seller'; type?: Operation['type'] }),
    ...(status === undefined ? {} : { status: status.split(',') as Operation['status'][] }),
    ...(overdue === undefined ? {} : { overdue: true as const }),
    ...(attention === undefined ? {} : { attention: true as const }),
  };
}

export const operationsQuery = (filters: OperationFilters) =>
  infiniteQueryOptions({
    queryKey: keys.operations.list(filters),
    queryFn: ({ pageParam }) =>
      dataOf(
        client.GET('/v1/operations', {
          params: {
            query: { ...queryOf(filters), limit: PAGE_ROWS, ...(pageParam === null ? {} : { cursor: pageParam }) },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor: cursor }) => cursor,
  });

/** The operations that the filters choose, live, page by page. */
export function useOperations(filters: OperationFilters) {
  const query = useInfiniteQuery(operationsQuery(filters));
  const rows = useMemo(() => query.data?.pages.flatMap(({ items }) => items) ?? [], [query.data]);
  const shown = useMemo(() => new Set(rows.map(({ id }) => id)), [rows]);
  const list = useMemo<HeldList>(
    () => ({
      isNews: ({ operation_id: id, ...event }) =>
        id !== null &&
        !shown.has(id) &&
        'operation' in event &&
        mayMatch(filters, { ...(event.operation as Operation), id }),
    }),
    [filters, shown],
  );
  return { query, rows, held: useHeldList(operationsQuery(filters).queryKey, list) };
}
