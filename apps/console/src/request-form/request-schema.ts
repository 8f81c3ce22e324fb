import { queryOptions } from '@tanstack/react-query';
import { client, dataOf } from '../api/client';
import type { Operation, Seller } from '../api/types';

/** The schema by which the API checks such a request, with an example. It changes only with a release. */
export const requestSchemaQuery = (dialect: Seller['dialect'], type: Operation['type']) =>
  queryOptions({
    queryKey: ['schemas', dialect, type],
    queryFn: () => dataOf(client.GET('/v1/schemas/{dialect}/{type}', { params: { path: { dialect, type } } })),
    staleTime: Infinity,
  });
