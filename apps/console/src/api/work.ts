import { queryOptions } from '@tanstack/react-query';
import { client, dataOf } from './client';
import { keys } from './keys';
import type { Schemas } from './types';

export type WorkGroups = Schemas['OperationGroups'];
export type AttentionGroup = Schemas['AttentionGroup'];
export type WaitingGroup = Schemas['WaitingGroup'];
export type Amount = AttentionGroup['money'][number];

/** Whose work, and at which publisher, as it stands in the address. */
export type WorkFilters = Partial<Record<'seller_id' | 'user_id', string>>;

export function workFiltersOf({ seller_id: seller, user_id: user }: WorkFilters): WorkFilters {
  return { ...(seller === undefined ? {} : { seller_id: seller }), ...(user === undefined ? {} : { user_id: user }) };
}

/** What needs a person and what waits, summed up by the service: it is right however much there is. */
export const groupsQuery = (filters: WorkFilters) =>
  queryOptions({
    queryKey: keys.operations.groups(filters),
    queryFn: ({ signal }) => dataOf(client.GET('/v1/operations/groups', { params: { query: filters }, signal })),
    // While another filter is read, the page keeps its shape.
    placeholderData: (before) => before,
  });

/** @returns the larger of the sums: amounts of several currencies cannot be compared better */
export function largestOf(money: readonly Amount[]): number {
  return Math.max(0, ...money.map(({ amount }) => amount));
}
