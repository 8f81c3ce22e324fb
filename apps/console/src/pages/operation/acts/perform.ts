import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { ApiProblemError, client, dataOf } from '../../../api/client';
import { keys } from '../../../api/keys';
import type { ReadOperation, Schemas } from '../../../api/types';

/** On what terms something is done: once for its key, and only to the version that the person has seen. */
export type Terms = Record<
  'params',
  { path: { id: string }; header: { 'Idempotency-Key': string; 'If-Match': string } }
>;

type Acted = Schemas['ActedOperation'];

export interface Performing {
  /** The version on which the person decides. */
  version: number;
  perform: (key: string, act: (terms: Terms) => Promise<Acted>) => Promise<Acted>;
}

/**
 * Acts on the version that was there when the question was asked. After a refusal because of another version, which is
 * shown with what has changed, the next press counts for that one.
 */
export function usePerforming({ id, version: opened }: Pick<ReadOperation, 'id' | 'version'>): Performing {
  const queries = useQueryClient();
  const [seen] = useState(opened);
  const [version, setVersion] = useState(opened);
  const perform = useCallback(
    async (key: string, act: (terms: Terms) => Promise<Acted>) => {
      try {
        return await act({ params: { path: { id }, header: { 'Idempotency-Key': key, 'If-Match': `"${version}"` } } });
      } catch (error) {
        const now = newVersionIn(error);
        if (now !== null) setVersion(now);
        throw error;
      } finally {
        readAgain(queries, id);
      }
    },
    [id, version, queries],
  );
  return { version: seen, perform };
}

/** @returns the version that the operation has by now; null when it was refused for another reason */
export function newVersionIn(error: unknown): number | null {
  if (!(error instanceof ApiProblemError) || !error.problem.type.endsWith(':version-mismatch')) return null;
  const { version } = error.problem as { version?: unknown };
  return typeof version === 'number' ? version : null;
}

function readAgain(queries: QueryClient, id: string): void {
  void queries.invalidateQueries({ queryKey: keys.operations.one(id) });
  void queries.invalidateQueries({ queryKey: keys.operations.lists });
}

export const acts = {
  poll: (terms: Terms) => dataOf(client.POST('/v1/operations/{id}/poll', terms)),
  cancel: (terms: Terms) => dataOf(client.POST('/v1/operations/{id}/cancel', terms)),
  retry: (body: Schemas['Retry']) => (terms: Terms) =>
    dataOf(client.POST('/v1/operations/{id}/retry', { ...terms, body })),
  resolve: (body: Schemas['Resolution']) => (terms: Terms) =>
    dataOf(client.POST('/v1/operations/{id}/resolve', { ...terms, body })),
  acknowledge: (note: string) => (terms: Terms) =>
    dataOf(client.POST('/v1/operations/{id}/acknowledge', { ...terms, body: { note } })),
  noteAttention: (body: Schemas['AttentionChange']) => (terms: Terms) =>
    dataOf(client.PATCH('/v1/operations/{id}/attention', { ...terms, body })),
};
