import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { signInByLink } from './session';
import { followLinks, spendLink, waitingLink } from './sign-in-link';

/** Signs in with the link that this page was opened by, if there is one. */
export function useSigningInByLink(): { isPending: boolean; isError: boolean; error: unknown } {
  const queries = useQueryClient();
  const waiting = useSyncExternalStore(followLinks, waitingLink);
  const { mutate, isPending, isError, error } = useMutation({
    mutationFn: (token: string) => signInByLink(queries, token),
  });
  useEffect(() => {
    const token = waiting === null ? null : spendLink();
    if (token !== null) mutate(token);
  }, [waiting, mutate]);
  return { isPending, isError, error };
}
