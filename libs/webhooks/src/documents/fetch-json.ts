import { type Dispatcher, request } from 'undici';
import type { Json } from '@adcp-orchestrator/domain';
import { WebhookBodyMalformedError, parseStrictJson } from '../body/parse-strict-json';
import { DocumentUnavailableError } from './document-unavailable';

/** No key set, brand.json or revocation list may be larger (AdCP 3.0 security, discovery budgets). */
export const MAX_DOCUMENT_BYTES = 262_144;
/** Limits the whole fetch. The agent limits connecting. */
export const FETCH_TIMEOUT_MS = 10_000;

/** A document as it was fetched. */
export interface FetchedDocument {
  /** null: it has not changed since `etag`. */
  value: Json | null;
  etag: string | null;
  /** What the server grants by `Cache-Control`, in seconds; null when it says nothing. */
  maxAgeSeconds: number | null;
}

/**
 * Fetches a JSON document that a seller's operator publishes, once, without following a redirect. A document with the
 * same key twice in one object is refused: nobody can know which one is meant.
 * @param dispatcher the guarded agent: it checks addresses and refuses plain http
 * @param etag of the copy at hand; the server may answer that it has not changed
 * @throws DocumentUnavailableError when it cannot be had, is too large, or is not JSON
 */
export async function fetchJson(dispatcher: Dispatcher, url: string, etag: string | null): Promise<FetchedDocument> {
  try {
    const { statusCode, headers, body } = await request(url, {
      dispatcher,
      method: 'GET',
      headers: { accept: 'application/json', ...(etag === null ? {} : { 'if-none-match': etag }) },
      signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
    });
    // When we stop reading, the body emits an error. Without a listener, that would end the process.
    body.on('error', () => undefined);
    const about = { etag: textOf(headers.etag) ?? etag, maxAgeSeconds: maxAgeOf(textOf(headers['cache-control'])) };
    if (statusCode === 304 && etag !== null) {
      body.destroy();
      return { value: null, ...about };
    }
    if (statusCode !== 200) {
      body.destroy();
      throw new DocumentUnavailableError(url, `it answered ${statusCode}; 200 is needed, and no redirect is followed`);
    }
    return { value: parseStrictJson(await bounded(body, url)), ...about };
  } catch (error) {
    if (error instanceof DocumentUnavailableError) throw error;
    if (error instanceof WebhookBodyMalformedError) {
      throw new DocumentUnavailableError(url, error.message.replace('the body', 'it'), { cause: error });
    }
    throw new DocumentUnavailableError(url, error instanceof Error ? error.message : String(error), { cause: error });
  }
}

async function bounded(body: AsyncIterable<Buffer>, url: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    // Leaving the loop destroys the body, and with it the connection.
    if (bytes > MAX_DOCUMENT_BYTES) {
      throw new DocumentUnavailableError(url, `it has more than ${MAX_DOCUMENT_BYTES} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function textOf(header: string | string[] | undefined): string | null {
  return typeof header === 'string' ? header : null;
}

function maxAgeOf(cacheControl: string | null): number | null {
  if (cacheControl === null) return null;
  if (/\bno-(?:store|cache)\b/i.test(cacheControl)) return 0;
  const seconds = /\bmax-age\s*=\s*"?(\d{1,9})/i.exec(cacheControl)?.[1];
  return seconds === undefined ? null : Number(seconds);
}
