import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { client, dataOf } from '../../api/client';
import { keys } from '../../api/keys';
import { type OperationFilters, instantOf, mayMatch } from '../../api/operations';
import type { Operation } from '../../api/types';
import type { HeldList } from '../../live/held-lists';
import { type HeldListState, useHeldList } from '../../live/use-held-list';
import { type ListRows, usePages } from '../../parts/list-rows';

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
  'created_after',
  'created_before',
  'status_since_after',
  'status_since_before',
  'settled_after',
  'settled_before',
  'q',
] as const;

/** The order of the API when none is asked for. */
export const FIRST_SORT = '-created_at';

/** @returns the filters among what stands in the address */
export function filtersOf(search: Record<string, string>): OperationFilters {
  return Object.fromEntries(filterNames.flatMap((name) => (search[name] === undefined ? [] : [[name, search[name]]])));
}

/** A search shows the newest first, and the API takes no other order for it. */
export function sortOf(search: Record<string, string>): string {
  return search['q'] === undefined ? (search['sort'] ?? FIRST_SORT) : FIRST_SORT;
}

/** The filters as the client wants them. The API checks them: a mistyped address gets its answer. */
export function queryOf({
  status,
  overdue,
  attention,
  created_after: after,
  created_before: before,
  ...rest
}: OperationFilters) {
  return {
    ...(rest as { waiting_for?: 'seller'; type?: Operation['type'] }),
    ...(status === undefined ? {} : { status: status.split(',') as Operation['status'][] }),
    ...(overdue === undefined ? {} : { overdue: true as const }),
    ...(attention === undefined ? {} : { attention: true as const }),
    ...(after === undefined ? {} : { created_after: instantOf(after) }),
    ...(before === undefined ? {} : { created_before: instantOf(before, 1) }),
  };
}

export const operationsQuery = (filters: OperationFilters, sort = FIRST_SORT) =>
  infiniteQueryOptions({
    queryKey: keys.operations.list({ ...filters, sort }),
    queryFn: ({ pageParam }) =>
      dataOf(
        client.GET('/v1/operations', {
          params: {
            query: {
              ...queryOf(filters),
              ...(sort === FIRST_SORT ? {} : { sort: sort as 'created_at' }),
              limit: PAGE_ROWS,
              ...(pageParam === null ? {} : { cursor: pageParam }),
            },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor: cursor }) => cursor,
  });

interface OperationsList {
  list: ListRows<Operation>;
  held: HeldListState;
}

/** The operations that the filters choose, live, page by page. */
export function useOperations(filters: OperationFilters, sort: string): OperationsList {
  const list = usePages(useInfiniteQuery(operationsQuery(filters, sort)));
  const { rows } = list;
  const shown = useMemo(() => new Set(rows?.map(({ id }) => id)), [rows]);
  const news = useMemo<HeldList>(
    () => ({
      isNews: ({ operation_id: id, ...event }) =>
        id !== null &&
        !shown.has(id) &&
        'operation' in event &&
        mayMatch(filters, { ...(event.operation as Operation), id }),
    }),
    [filters, shown],
  );
  return { list, held: useHeldList(operationsQuery(filters, sort).queryKey, news) };
}
