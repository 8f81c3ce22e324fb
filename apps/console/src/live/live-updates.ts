import type { InfiniteData, Query, QueryClient } from '@tanstack/react-query';
import { keys } from '../api/keys';
import type { Operation, OrchestratorEvent } from '../api/types';

/** Lists are read again at most so often, however many operations move. */
const LISTS_EVERY_MS = 700;
const READ_AGAIN_MS = 1_000;
/** Of a longer list only the rows that are there change by themselves: reading all its pages again would cost too much. */
const MOST_PAGES = 3;

type OperationPages = InfiniteData<{ items: Operation[] }>;

/** Keeps what is shown as the events say it is. */
export class LiveUpdates {
  private timer: ReturnType<typeof setTimeout> | null = null;
  private again: ReturnType<typeof setTimeout> | null = null;
  private lastMs = -Infinity;

  constructor(
    private readonly queries: QueryClient,
    /** Whether a list keeps its place now: the pointer or the focus is in it. */
    private readonly isHeld: (query: Query) => boolean,
  ) {}

  apply(events: readonly OrchestratorEvent[]): void {
    const sellers = new Set<string>();
    const operations = new Map<string, Operation>();
    for (const event of events) {
      if (event.operation_id === null) sellers.add(event.seller_id);
      else operations.set(event.operation_id, { ...event.operation, id: event.operation_id } as Operation);
    }
    if (operations.size > 0) this.applyOperations(operations);
    if (sellers.size > 0) void this.queries.invalidateQueries({ queryKey: keys.sellers.all });
  }

  /**
   * Reads everything again, because it is not known what happened. Not at once: the stream opens while a page reads what it
   * shows first, and to read that again would break it off.
   */
  readAgainSoon(): void {
    this.again ??= setTimeout(() => {
      this.again = null;
      void this.queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== keys.session[0] });
    }, READ_AGAIN_MS);
  }

  /** Reads again what shows these lists, soon. */
  readListsSoon(): void {
    const wait = Math.max(0, this.lastMs + LISTS_EVERY_MS - performance.now());
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.lastMs = performance.now();
      const { all, lists } = keys.operations;
      void this.queries.invalidateQueries({
        queryKey: all,
        predicate: (query) =>
          query.queryKey[1] !== 'one' && (query.queryKey[1] !== lists[1] || this.mayReadAgain(query)),
      });
      for (const key of [keys.mediaBuys.all, keys.deliveries.all, keys.stats.all]) {
        void this.queries.invalidateQueries({ queryKey: key, predicate: (query) => this.mayReadAgain(query) });
      }
    }, wait);
  }

  end(): void {
    for (const timer of [this.timer, this.again]) if (timer !== null) clearTimeout(timer);
    this.timer = null;
    this.again = null;
  }

  private applyOperations(operations: ReadonlyMap<string, Operation>): void {
    this.queries.setQueriesData<OperationPages>({ queryKey: keys.operations.lists }, (data) =>
      data === undefined ? data : patched(data, operations),
    );
    for (const id of operations.keys()) void this.queries.invalidateQueries({ queryKey: keys.operations.one(id) });
    this.readListsSoon();
  }

  private mayReadAgain(query: Query): boolean {
    const data = query.state.data as Partial<OperationPages> | undefined;
    return (data?.pages?.length ?? 0) <= MOST_PAGES && !this.isHeld(query);
  }
}

/** @returns the same object when nothing in it has changed, so that nothing is drawn again */
export function patched(data: OperationPages, operations: ReadonlyMap<string, Operation>): OperationPages {
  const pages = data.pages.map((page) => {
    if (!page.items.some(({ id, version }) => isNewer(operations.get(id), version))) return page;
    return {
      ...page,
      items: page.items.map((row) => {
        const news = operations.get(row.id);
        // An event does not say what holds the sending back.
        return isNewer(news, row.version) ? { ...row, ...news, waiting_reason: row.waiting_reason } : row;
      }),
    };
  });
  return pages.every((page, index) => page === data.pages[index]) ? data : { ...data, pages };
}

/** An event of an earlier release may lack the version; it then counts as old, and the list that is read again shows it. */
function isNewer(news: Operation | undefined, version: number): news is Operation {
  return news !== undefined && news.version > version;
}
