import { useIsFetching } from '@tanstack/react-query';
import { keys } from './keys';

/**
 * Counts are asked for when this is true. They cost the service more than a page of rows, and the rows are what somebody
 * came for.
 * @returns whether no list of operations waits for its first rows
 */
export function useRowsAreThere(): boolean {
  const awaited = useIsFetching({
    queryKey: keys.operations.lists,
    predicate: ({ state }) => state.data === undefined,
  });
  return awaited === 0;
}
