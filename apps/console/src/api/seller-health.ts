import { queryOptions } from '@tanstack/react-query';
import { client, dataOf } from './client';
import { keys } from './keys';
import type { Schemas } from './types';

export type SellerHealth = Schemas['SellerHealth'];
export type ListedSeller = Schemas['ListedSeller'];
export type HealthProblem = SellerHealth['problems'][number];

/** Its events tell of circuits and credentials; counts and error rates move without one. */
const EVERY_MS = 20_000;

export const healthQuery = (id: string) =>
  queryOptions({
    queryKey: keys.sellers.health(id),
    queryFn: () => dataOf(client.GET('/v1/sellers/{id}/health', { params: { path: { id } } })),
    refetchInterval: EVERY_MS,
  });

/** Every publisher with how it is in a few figures: one answer, however many they are. */
export const sellersHealthQuery = queryOptions({
  queryKey: keys.sellers.healths,
  queryFn: () => dataOf(client.GET('/v1/sellers', { params: { query: { limit: 200, include: 'health' } } })),
  refetchInterval: EVERY_MS,
});

/** @returns how many operations have no end yet */
export function unendedOf({ operations: { open, pending, doubtful } }: SellerHealth): number {
  return open + pending + doubtful;
}

const severity: Record<HealthProblem['code'], number> = {
  credential_refused: 7,
  circuit_open: 6,
  paused: 5,
  errors: 4,
  polling_late: 3,
  tasks_unknown_to_seller: 2,
  tasks_unknown_to_us: 1,
};

/** @returns how ill a publisher is: 0 when it is well. Lists begin with the most ill one */
export function illnessOf({ health }: ListedSeller): number {
  return Math.max(0, ...(health?.problems ?? []).map((code) => severity[code]));
}
