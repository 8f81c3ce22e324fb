import { queryOptions, useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { texts } from '../texts';
import { client, dataOf } from './client';
import { keys } from './keys';
import type { Schemas } from './types';

export type Subscription = Schemas['Subscription'];
export type EventName = Subscription['events'][number];

/** A tenant has a hundred at most. */
export const subscriptionsQuery = queryOptions({
  queryKey: keys.subscriptions.all,
  queryFn: () => dataOf(client.GET('/v1/subscriptions', { params: { query: { limit: 200 } } })),
});

/** @returns whom a subscription tells: its description, else its address */
export function receiverOf({ to, url, description }: Subscription): string {
  return description ?? to ?? url ?? '';
}

/** @returns what gives the receiver of a subscription by its id, with its channel */
export function useSubscription(): (id: string) => Subscription | undefined {
  const { data } = useQuery(subscriptionsQuery);
  return useCallback((id) => data?.items.find((one) => one.id === id), [data]);
}

/** @returns the type of an event in words; the type itself where a later release has others */
export function eventText(type: string): string {
  const known: Partial<Record<string, string>> = texts.events;
  return known[type] ?? type;
}
