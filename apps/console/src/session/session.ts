import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { client, dataOf, keepCsrfToken } from '../api/client';
import { keys } from '../api/keys';
import type { Session } from '../api/types';

/** Tells the other tabs of this browser that somebody signed in or out. */
const CHANNEL = 'console:session';

export const sessionQuery = queryOptions({
  queryKey: keys.session,
  queryFn: async (): Promise<Session> => {
    const session = await dataOf(client.GET('/v1/session'));
    keepCsrfToken(session.signed_in?.session?.csrf_token ?? null);
    return session;
  },
  staleTime: Infinity,
});

/** @throws ApiProblemError when the key is refused */
export async function signIn(queries: QueryClient, key: string): Promise<void> {
  await dataOf(client.POST('/v1/session', { body: { key } }));
  await startAnew(queries);
  tellOtherTabs();
}

/** @throws ApiProblemError when the link was used or has expired */
export async function signInByLink(queries: QueryClient, token: string): Promise<void> {
  await dataOf(client.POST('/v1/session/link', { body: { token } }));
  await startAnew(queries);
  tellOtherTabs();
}

export async function signOut(queries: QueryClient): Promise<void> {
  await dataOf(client.DELETE('/v1/session'));
  await startAnew(queries);
  tellOtherTabs();
}

/** An answer said that the session has ended. The page stays where it is until somebody has signed in again. */
export function noteSignedOut(queries: QueryClient): void {
  keepCsrfToken(null);
  queries.setQueryData(keys.session, (session: Session | undefined) => session && { ...session, signed_in: null });
}

/** One for telling and for listening: a channel does not hear itself, but it hears another one of the same tab. */
let channel: BroadcastChannel | null = null;

/** @returns what stops listening */
export function followOtherTabs(queries: QueryClient): () => void {
  const own = new BroadcastChannel(CHANNEL);
  own.onmessage = () => void startAnew(queries);
  channel = own;
  return () => {
    own.close();
    if (channel === own) channel = null;
  };
}

/** Whoever signs in next must not see what the last person saw. */
async function startAnew(queries: QueryClient): Promise<void> {
  await queries.cancelQueries();
  const session = await queries.query({ ...sessionQuery, staleTime: 0 });
  if (session.signed_in === null) {
    keepCsrfToken(null);
    queries.removeQueries({ predicate: isOfAPage });
  } else {
    // Pages that are there already read again. Taking their queries away would leave them waiting for ever.
    await queries.resetQueries({ predicate: isOfAPage });
  }
}

function isOfAPage({ queryKey }: { queryKey: readonly unknown[] }): boolean {
  return queryKey[0] !== keys.session[0];
}

function tellOtherTabs(): void {
  channel?.postMessage('changed');
}
