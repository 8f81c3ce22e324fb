import { useMemo } from 'react';
import { nameOf, useMe } from '../session/me';
import { texts } from '../texts';
import type { Filter } from './filter-chips';

/**
 * The filter by whom operations were handed over for: mine first, then whoever is seen on the page.
 * @param users as `user_id` has them; keep it the same object between renderings
 */
export function useWhoseFilter(users: readonly (string | null)[]): Filter {
  const own = nameOf(useMe());
  return useMemo(() => {
    const others = [...new Set(users)].filter((user): user is string => user !== null && user !== own).sort();
    return {
      name: 'user_id',
      label: texts.whose.label,
      options: [{ value: own, label: texts.whose.mine(own) }, ...others.map((user) => ({ value: user, label: user }))],
    };
  }, [users, own]);
}
