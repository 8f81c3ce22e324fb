import { LRUCache } from 'lru-cache';
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
  /** Reads what was fetched. Pure. @throws Error when the document is malformed */
  read: (value: Json) => T;
  clock: Clock;
  /** Seconds until it is fetched again; they may depend on its content. The server can only make them fewer. */
  freshSeconds: (content: T, now: Date) => number;
  /** Seconds for which an outdated copy is still used while no newer one can be had. */
  staleSeconds: number;
}

interface Entry<T> {
  document: CachedDocument<T> | null;
  etag: string | null;
  freshUntil: number;
  /** Until this instant, an unknown key does not cause a fetch. */
  demandAfter: number;
  /** Until this instant it is not fetched at all, because a fetch has just failed. */
  retryAfter: number;
  failure: Error | null;
  running: Promise<void> | null;
}

/** Seconds between two fetches for unknown keys (AdCP 3.0 security, JWKS discovery). */
export const DEMAND_PAUSE_SECONDS = 30;
/** After a failed fetch; the specification allows 60 s. */
export const FAILURE_PAUSE_SECONDS = 10;
/** No document is fetched more often, whatever its server says. */
export const MIN_FRESH_SECONDS = 30;
/** Most URLs in memory; the one unused for longest is dropped first. */
export const MAX_DOCUMENTS = 1_000;

/**
 * Keeps documents of sellers' operators in memory. Their number, their age and the rate of fetches are bounded, and a
 * document is fetched once at a time. While no newer copy can be had, an outdated one is used for a bounded time.
 * Losing the memory costs one fetch per document.
 */
export class DocumentCache<T> {
  private readonly entries = new LRUCache<string, Entry<T>>({ max: MAX_DOCUMENTS });

  constructor(private readonly options: DocumentCacheOptions<T>) {}

  /**
   * @returns the copy, and whether this call fetched it
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
   * Fetches the document again because the copy at hand lacks something, unless that was done less than 30 s ago.
   * @param known the copy that lacks something; when there is a newer one already, that is returned without a fetch
   * @throws DocumentUnavailableError when it was due to be fetched, and could not be
   */
  async getNewerThan(url: string, known: CachedDocument<T>): Promise<CachedDocument<T>> {
    const entry = this.entry(url);
    if (entry.document !== null && entry.document !== known) return entry.document;
    if (this.now() >= entry.demandAfter) {
      await this.refresh(url, entry);
      if (entry.failure === null) entry.demandAfter = this.now() + DEMAND_PAUSE_SECONDS * 1000;
    }
    // After a failed fetch, nobody knows yet whether the key is missing.
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
    if (known !== undefined) return known;
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
