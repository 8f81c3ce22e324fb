import { type QueryKey, hashKey, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useSyncExternalStore } from 'react';
import type { HeldList } from './held-lists';
import { useLive } from './live-provider';

export interface HeldListState {
  /** How many rows wait to be shown. */
  waiting: number;
  /** Shows them. */
  show: () => void;
  /** Called with whether pointer or focus is in the list. */
  setHeld: (isHeld: boolean) => void;
}

/**
 * Lets a list keep its place while somebody works in it: rows change where they are, and those that would come or go wait.
 * @param list must stay the same while the filters do
 */
export function useHeldList(queryKey: QueryKey, list: HeldList): HeldListState {
  const queries = useQueryClient();
  const { held, updates } = useLive();
  const hash = hashKey(queryKey);
  const waiting = useSyncExternalStore(held.subscribe, () => held.waiting(hash));
  useEffect(() => () => void held.release(hash), [held, hash]);
  useEffect(() => {
    // What it shows has changed, and with it what is news to it.
    if (held.isHeld(hash)) held.hold(hash, list);
  }, [held, hash, list]);
  const show = useCallback(() => {
    held.shown(hash);
    void queries.invalidateQueries({ predicate: ({ queryHash }) => queryHash === hash });
  }, [held, hash, queries]);
  const setHeld = useCallback(
    (isHeld: boolean) => {
      if (isHeld) held.hold(hash, list);
      else if (held.release(hash)) updates.readListsSoon();
    },
    [held, hash, list, updates],
  );
  return { waiting, show, setHeld };
}
