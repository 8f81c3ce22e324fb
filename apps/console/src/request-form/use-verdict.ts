import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { ApiProblemError, client, dataOf } from '../api/client';
import type { Schemas } from '../api/types';
import type { Fault } from '../schema-form/form-context';

/** Long enough for a word, short enough to be felt as at once. */
const TYPING_MS = 350;

export type Body = Schemas['NewOperation'];

/** What the API would say to the form: nothing is kept by asking. */
export interface Verdict {
  errors: readonly Fault[];
  warnings: readonly Fault[];
}

const keyOf = (text: string, repeats: string | undefined) => ['validate', text, repeats] as const;

const verdictQuery = (text: string, repeats: string | undefined) =>
  queryOptions({
    queryKey: keyOf(text, repeats),
    queryFn: async (): Promise<Verdict> => {
      const body = JSON.parse(text) as Body;
      const params = { query: { report: true as const, retry_of: repeats } };
      const { errors = [], warnings } = await dataOf(client.POST('/v1/operations/validate', { body, params }));
      return { errors, warnings };
    },
    gcTime: 10_000,
  });

/**
 * Checks the form while it is filled in.
 * @param repeats the operation whose corrected request it is
 */
export function useVerdict(body: Body, repeats?: string) {
  const queries = useQueryClient();
  const text = JSON.stringify(body);
  const [settled] = useDebouncedValue(text, TYPING_MS);
  const query = useQuery({ ...verdictQuery(settled, repeats), placeholderData: keepPreviousData });
  return {
    verdict: query.data,
    isChecking: query.isFetching || settled !== text,
    error: query.error,
    /** What is wrong with the form as it stands: asked for where it is not known yet. */
    check: (): Promise<Verdict> => queries.query(verdictQuery(text, repeats)),
    /** What the API said when the form was sent is shown as if it had been asked before. */
    note: (refused: Verdict): void => {
      queries.setQueryData(keyOf(text, repeats), refused);
    },
  };
}

/** @returns what is wrong with the form; null when the problem is another one */
export function verdictOf(error: unknown): Verdict | null {
  if (!(error instanceof ApiProblemError) || error.problem.status !== 422) return null;
  const { errors } = error.problem;
  return errors === undefined || errors.length === 0 ? null : { errors, warnings: [] };
}
