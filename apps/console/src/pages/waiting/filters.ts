import { useMemo } from 'react';
import type { OperationFilters } from '../../api/operations';
import type { Operation } from '../../api/types';
import type { Filter } from '../../parts/filter-chips';
import { useSellerFilter } from '../../parts/use-seller-filter';
import { useWhoseFilter } from '../../parts/use-whose-filter';
import { texts } from '../../texts';

const words = texts.waitingPage;
const names = ['seller_id', 'user_id', 'overdue', 'status_since_after', 'status_since_before'] as const;

/** @returns the filters among what stands in the address: without another word, what waits for publishers */
export function waitingFiltersOf(search: Record<string, string>): OperationFilters {
  const filters: OperationFilters = { waiting_for: search['waiting_for'] ?? 'seller' };
  for (const name of names) if (search[name] !== undefined) filters[name] = search[name];
  return filters;
}

export function useWaitingFilters(rows: readonly Operation[]): readonly Filter[] {
  const users = useMemo(() => rows.map(({ user_id: user }) => user), [rows]);
  const whose = useWhoseFilter(users);
  const seller = useSellerFilter();
  return useMemo(
    () => [
      {
        name: 'waiting_for',
        label: words.forWhom,
        options: (['seller', 'desk', 'us'] as const).map((value) => ({ value, label: words.parties[value] })),
      },
      whose,
      seller,
      { name: 'overdue', label: words.overdue, options: [{ value: 'true', label: words.onlyOverdue }] },
    ],
    [whose, seller],
  );
}
