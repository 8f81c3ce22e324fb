import type { InfiniteData, UseInfiniteQueryResult, UseQueryResult } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';

/** How far a list has been read. `List` decides what is shown of it. */
export interface ListRows<Row> {
  /** undefined: the first page is not there. */
  rows: readonly Row[] | undefined;
  /** Why the last reading failed. */
  error: Error | null;
  /** The last reading was of the next page: what stands there is right. */
  isNextFailed: boolean;
  /** Reads again what failed. */
  again: () => void;
  /** Reads the next page, where there is one. Absent after it failed: asking again by itself would never end. */
  more: (() => void) | undefined;
  isMoreComing: boolean;
}

interface RowsPage<Row> {
  items: Row[];
}

/** A list that is read page by page. */
export function usePages<Row>(query: UseInfiniteQueryResult<InfiniteData<RowsPage<Row>>>): ListRows<Row> {
  const { data, error, isFetchNextPageError, isFetchingNextPage, hasNextPage, fetchNextPage, refetch } = query;
  const rows = useMemo(() => data?.pages.flatMap(({ items }) => items), [data]);
  const more = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const reread = useCallback(() => void refetch(), [refetch]);
  return {
    rows,
    error,
    isNextFailed: isFetchNextPageError,
    again: isFetchNextPageError ? more : reread,
    more: hasNextPage && !isFetchNextPageError ? more : undefined,
    isMoreComing: isFetchingNextPage,
  };
}

/**
 * A list that one answer holds.
 * @param rows what is shown of the answer
 */
export function wholeList<Row>(
  { error, refetch }: Pick<UseQueryResult, 'error' | 'refetch'>,
  rows: readonly Row[] | undefined,
): ListRows<Row> {
  return { rows, error, isNextFailed: false, again: () => void refetch(), more: undefined, isMoreComing: false };
}
