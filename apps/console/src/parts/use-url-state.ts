import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

/**
 * What stands behind `?` in the address, and what changes it. State that a person may want to send, reload or go back to
 * lives there and nowhere else. An empty value takes its name away.
 */
export function useUrlState(): [Record<string, string>, (change: Record<string, string | undefined>) => void] {
  const search: Record<string, string> = useSearch({ strict: false });
  const navigate = useNavigate();
  const set = useCallback(
    (change: Record<string, string | undefined>) => {
      void navigate({
        to: '.',
        search: (before: Record<string, string>) =>
          Object.fromEntries(
            Object.entries({ ...before, ...change }).filter(([, value]) => value !== undefined && value !== ''),
          ),
      });
    },
    [navigate],
  );
  return [search, set];
}
