import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiProblemError, isUnauthorized } from './client';

/** Live events keep the lists right. Reading again after so long is for what no event tells of. */
const STALE_MS = 60_000;
const MOST_RETRIES = 2;

/** @param signedOut called when an answer says that the session has ended */
export function makeQueryClient(signedOut: () => void): QueryClient {
  const onError = (error: unknown): void => {
    if (isUnauthorized(error)) signedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: STALE_MS,
        // What the API refused it refuses again. A limit or a server that starts passes.
        retry: (failures, error) => failures < MOST_RETRIES && isPassing(error),
      },
      mutations: { retry: false },
    },
  });
}

function isPassing(error: unknown): boolean {
  if (!(error instanceof ApiProblemError)) return error instanceof TypeError;
  return error.problem.status === 429 || error.problem.status >= 500;
}
