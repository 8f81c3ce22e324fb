import { client, dataOf } from '../../../api/client';
import type { OperationFilters } from '../../../api/operations';
import { queryOf } from '../operations-list';
import type { Chosen } from './use-selection';

const PAGE_ROWS = 200;
/** One job acts on at most so many. */
export const MOST_CHOSEN = 10_000;

/**
 * Reads all that the filters find, so that what is looked at, told with its money, and acted on are the same operations,
 * whatever comes in between.
 * @returns null when they are more than one job takes
 */
export async function readMatching(
  filters: OperationFilters,
  tell: (count: number) => void,
  signal: AbortSignal,
): Promise<Chosen[] | null> {
  const found: Chosen[] = [];
  let cursor: string | null = null;
  do {
    const query = { ...queryOf(filters), limit: PAGE_ROWS, ...(cursor === null ? {} : { cursor }) };
    const page: { items: Chosen[]; next_cursor: string | null } = await dataOf(
      client.GET('/v1/operations', { params: { query }, signal }),
    );
    found.push(...page.items.map(({ id, summary }) => ({ id, summary })));
    if (found.length > MOST_CHOSEN) return null;
    tell(found.length);
    cursor = page.next_cursor;
  } while (cursor !== null);
  return found;
}
