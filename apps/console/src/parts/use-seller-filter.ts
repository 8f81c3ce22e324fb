import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { sellersQuery } from '../api/sellers';
import { texts } from '../texts';
import type { Filter } from './filter-chips';

/** The filter by publisher. */
export function useSellerFilter(): Filter {
  const { data } = useQuery(sellersQuery);
  return useMemo(
    () => ({
      name: 'seller_id',
      label: texts.operations.filters.seller,
      options: (data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
    }),
    [data],
  );
}
