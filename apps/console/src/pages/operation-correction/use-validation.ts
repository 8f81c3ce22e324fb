import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { client, dataOf } from '../../api/client';
import type { ReadOperation, Schemas } from '../../api/types';
import type { Json } from './set-at';
import type { FieldError } from './value-fields';

/** Typing goes on for a while. Each letter by itself is not worth a question. */
const QUIET_MS = 350;

export interface Checked {
  errors: readonly FieldError[];
  warnings: readonly FieldError[];
}

/** Asks the API whether the corrected request could be handed over. Nothing is kept there. */
export function useValidation({ id, type, seller_id: sellerId }: ReadOperation, request: Json | null) {
  const [settled] = useDebouncedValue(request, QUIET_MS);
  const query = useQuery({
    queryKey: ['operations-checked', id, settled],
    queryFn: async (): Promise<Checked> => {
      const body = { type, seller_id: sellerId, request: settled as Schemas['NewOperation']['request'] };
      const params = { query: { report: true as const } };
      const { errors = [], warnings } = await dataOf(client.POST('/v1/operations/validate', { body, params }));
      return { errors, warnings };
    },
    enabled: settled !== null,
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  return { query, isChecked: settled === request && query.isSuccess && !query.isPlaceholderData };
}
