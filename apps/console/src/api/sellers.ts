import { useCallback } from 'react';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { client, dataOf } from './client';
import { keys } from './keys';
import type { Seller } from './types';

/** A tenant has some dozens of publishers: they are read once, and kept by the events of publishers. */
export const sellersQuery = queryOptions({
  queryKey: keys.sellers.list,
  queryFn: () => dataOf(client.GET('/v1/sellers', { params: { query: { limit: 200 } } })),
});

/** @returns the publisher of that id; undefined while it is not known */
export function useSeller(sellerId: string): Seller | undefined {
  const { data } = useQuery(sellersQuery);
  return data?.items.find(({ id }) => id === sellerId);
}

/** @returns what gives a publisher's name by its id; the id while the names are not there yet */
export function useSellerName(): (id: string) => string {
  const { data } = useQuery(sellersQuery);
  return useCallback((id) => data?.items.find((seller) => seller.id === id)?.name ?? id, [data]);
}
