import type { Clock, Json } from '@adcp-orchestrator/domain';
import { DocumentUnavailableError } from './document-unavailable';
import type { FetchedDocument } from './fetch-json';

/** A copy of a document. A newer copy is another object, even when it says the same. */
export interface CachedDocument<T> {
  content: T;
}

export interface DocumentCacheOptions<T> {
  /** @throws DocumentUnavailableError */
  fetch: (url: string, etag: string | null) => Promise<FetchedDocument>;
  /** Reads what was fetched. Pure. @throws Error when it is not what it should be */
  read: (value: Json) => T;
  clock: Clock;
  /** Seconds until it is fetched again, by its content; the server may only shorten them. */
  freshSeconds: (content: T, now: Date) => number;
  /** Seconds beyond its freshness for which a copy still serves while no newer one can be had. */
  staleSeconds: number;
}

interface Entry<T> {
  document: CachedDocument<T> | null;
  etag: string | null;
  freshUntil: number;
  /** Not fetched again on demand before this. */
  demandAfter: number;
  /** Not fetched again at all before this, because it just failed. */
  retryAfter: number;
  failure: Error | null;
  running: Promise<void> | null;
}

/** Between two fetches that an unknown key asks for (AdCP 3.0 security, JWKS discovery). */
export const DEMAND_PAUSE_SECONDS = 30;
/** After a failed fetch; the specification allows 60 s. */
export const FAILURE_PAUSE_SECONDS = 10;
/** No document is fetched more often, whatever its server says. */
export const MIN_FRESH_SECONDS = 30;
/** URLs that are remembered; the longest unused is forgotten first. */
export const MAX_DOCUMENTS = 1_000;

/**
 * Documents of sellers' operators, kept in memory: bounded in number, in age, and in how often each is fetched, with one
 * fetch at a time for each. A copy outlives its freshness for a bounded time while no newer one can be had. Losing the
 * memory costs one fetch.
 */
export class DocumentCache<T> {
  private readonly entries = new Map<string, Entry<T>>();

  constructor(private readonly options: DocumentCacheOptions<T>) {}

  /**
   * @returns the copy, and whether it was fetched for this very look
   * @throws DocumentUnavailableError when there is no copy young enough, and none can be fetched
   */
  async get(url: string): Promise<{ document: CachedDocument<T>; fetchedNow: boolean }> {
    const entry = this.entry(url);
    const before = entry.document;
    if (before === null || this.now() >= entry.freshUntil) await this.refresh(url, entry);
    const document = this.current(url, entry);
    return { document, fetchedNow: document !== before };
  }

  /**
   * Fetches it again because something is missing in the copy at hand, but not if that was done less than 30 s ago.
   * @param known the copy in which something is missing: a newer one is returned without a fetch
   * @throws DocumentUnavailableError when it was due to be fetched, and could not be
   */
  async getNewerThan(url: string, known: CachedDocument<T>): Promise<CachedDocument<T>> {
    const entry = this.entry(url);
    if (entry.document !== null && entry.document !== known) return entry.document;
    if (this.now() >= entry.demandAfter) {
      await this.refresh(url, entry);
      if (entry.failure === null) entry.demandAfter = this.now() + DEMAND_PAUSE_SECONDS * 1000;
    }
    // A look that failed did not show that it is missing.
    if (entry.failure !== null) throw entry.failure;
    return this.current(url, entry);
  }

  private current(url: string, entry: Entry<T>): CachedDocument<T> {
    const { document, failure } = entry;
    if (document !== null && this.now() < entry.freshUntil + this.options.staleSeconds * 1000) return document;
    throw failure ?? new DocumentUnavailableError(url, 'there is no copy of it that is young enough');
  }

  private async refresh(url: string, entry: Entry<T>): Promise<void> {
    if (entry.running === null && this.now() < entry.retryAfter) return;
    entry.running ??= this.fetch(url, entry).finally(() => {
      entry.running = null;
    });
    await entry.running;
  }

  private async fetch(url: string, entry: Entry<T>): Promise<void> {
    const { fetch, read, clock, freshSeconds } = this.options;
    try {
      const fetched = await fetch(url, entry.document === null ? null : entry.etag);
      const content = fetched.value === null && entry.document !== null ? entry.document.content : read(fetched.value);
      const now = clock.now();
      const granted = fetched.maxAgeSeconds ?? Infinity;
      const seconds = Math.max(MIN_FRESH_SECONDS, Math.min(granted, freshSeconds(content, now)));
      entry.document = { content };
      entry.etag = fetched.etag;
      entry.freshUntil = now.getTime() + seconds * 1000;
      entry.failure = null;
    } catch (error) {
      entry.failure = error instanceof DocumentUnavailableError ? error : unusable(url, error);
      entry.retryAfter = this.now() + FAILURE_PAUSE_SECONDS * 1000;
    }
  }

  private entry(url: string): Entry<T> {
    const known = this.entries.get(url);
    if (known !== undefined) {
      this.entries.delete(url);
      this.entries.set(url, known);
      return known;
    }
    const [oldest] = this.entries.keys();
    if (this.entries.size >= MAX_DOCUMENTS && oldest !== undefined) this.entries.delete(oldest);
    const made: Entry<T> = {
      document: null,
      etag: null,
      freshUntil: 0,
      demandAfter: 0,
      retryAfter: 0,
      failure: null,
      running: null,
    };
    this.entries.set(url, made);
    return made;
  }

  private now(): number {
    return this.options.clock.now().getTime();
  }
}

function unusable(url: string, error: unknown): DocumentUnavailableError {
  return new DocumentUnavailableError(url, error instanceof Error ? error.message : String(error), { cause: error });
}
