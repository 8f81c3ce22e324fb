interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

const MOST_ON_A_PAGE = 200;
/** The most that a list of a command may have. */
export const MOST_ITEMS = 10_000;
export const DEFAULT_ITEMS = 50;

/**
 * Reads pages until there are so many items.
 * @returns what was read, and whether there is more
 */
export async function readPages<T>(
  limit: number,
  read: (query: { limit: number; cursor?: string }) => Promise<Page<T>>,
): Promise<{ items: T[]; hasMore: boolean }> {
  const items: T[] = [];
  let cursor: string | undefined;
  for (;;) {
    const left = limit - items.length;
    const page = await read({ limit: Math.min(MOST_ON_A_PAGE, left), ...(cursor === undefined ? {} : { cursor }) });
    items.push(...page.items);
    if (page.next_cursor === null) return { items, hasMore: false };
    if (items.length >= limit) return { items, hasMore: true };
    cursor = page.next_cursor;
  }
}
