import { infiniteQueryOptions } from '@tanstack/react-query';
import { client, dataOf } from '../../api/client';
import { keys } from '../../api/keys';
import type { Schemas } from '../../api/types';

export type Delivery = Schemas['Delivery'];
const PAGE_ROWS = 100;
/** No event tells of an attempt; somebody who looks wants to see the next one. */
const EVERY_MS = 10_000;

export const filterNames = ['status', 'channel', 'subscription_id', 'operation_id', 'event_type', 'digest_id'] as const;
export type DeliveryFilters = Partial<Record<(typeof filterNames)[number], string>>;

/** @returns the filters among what stands in the address */
export function filtersOf(search: Record<string, string>): DeliveryFilters {
  return Object.fromEntries(filterNames.flatMap((name) => (search[name] === undefined ? [] : [[name, search[name]]])));
}

/** The API checks the filters: a mistyped address gets its answer. */
export const deliveriesQuery = (filters: DeliveryFilters) =>
  infiniteQueryOptions({
    queryKey: keys.deliveries.list(filters),
    queryFn: ({ pageParam }) =>
      dataOf(
        client.GET('/v1/deliveries', {
          params: {
            query: {
              ...(filters as { status?: 'pending' }),
              limit: PAGE_ROWS,
              ...(pageParam === null ? {} : { cursor: pageParam }),
            },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor: cursor }) => cursor,
    // Further pages stay as they were read: whoever scrolls reads, and does not wait.
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > 1 ? false : EVERY_MS),
  });
