import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { operationStatuses, operationTypes, statusKinds } from '../../api/operations';
import { sellersQuery } from '../../api/sellers';
import type { Filter } from '../../parts/filter-chips';
import { texts } from '../../texts';

const words = texts.operations;

/** The filters of the list, in the order in which they read. */
export function useFilters(): readonly Filter[] {
  const { data } = useQuery(sellersQuery);
  return useMemo(
    () => [
      {
        name: 'status',
        label: words.filters.status,
        isMany: true,
        options: [
          ...statusKinds.map((value) => ({ value, label: words.kinds[value] })),
          ...operationStatuses.map((value) => ({ value, label: texts.status[value] })),
        ],
      },
      {
        name: 'seller_id',
        label: words.filters.seller,
        options: (data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
      },
      {
        name: 'type',
        label: words.filters.type,
        options: operationTypes.map((value) => ({ value, label: texts.operationType[value] ?? value })),
      },
      {
        name: 'waiting_for',
        label: words.filters.waitingFor,
        options: Object.entries(words.waitingFor).map(([value, label]) => ({ value, label })),
      },
      { name: 'user_id', label: words.filters.user, kind: 'text' },
      { name: 'po_number', label: words.filters.po, kind: 'text' },
      { name: 'created_after', label: words.filters.after, kind: 'day' },
      { name: 'created_before', label: words.filters.before, kind: 'day' },
    ],
    [data],
  );
}
