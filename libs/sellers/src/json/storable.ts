import type { Json } from '@adcp-orchestrator/domain';
import { databaseText } from '@adcp-orchestrator/ledger';

/** No honest seller sends deeper values. They would overflow the stack of whoever walks them later. */
const MAX_DEPTH = 64;
/** What Postgres refuses comes into JSON only by an escape or as half a surrogate pair: a raw NUL is not JSON. */
const SUSPECT = /\\u|\p{Surrogate}/u;

export class JsonTooDeepError extends Error {
  override readonly name = 'JsonTooDeepError';
}

/**
 * Parses JSON text into what Postgres can hold. Only a text that needs cleaning is copied.
 * @throws SyntaxError when it is not JSON
 * @throws JsonTooDeepError when it is nested more than 64 levels deep
 */
export function parseStorable(text: string): Json {
  const value = JSON.parse(text) as Json;
  if (SUSPECT.test(text)) return storable(value);
  refuseTooDeep(value);
  return value;
}

/**
 * Copies parsed JSON into what Postgres can hold: NUL characters and lone surrogates become U+FFFD. Keys such as
 * `__proto__` stay plain data.
 * @throws JsonTooDeepError when it is nested more than 64 levels deep
 */
export function storable(value: unknown): Json {
  refuseTooDeep(value);
  return cleaned(value);
}

function refuseTooDeep(value: unknown, depth = 0): void {
  if (depth > MAX_DEPTH) throw new JsonTooDeepError(`the JSON is nested more than ${MAX_DEPTH} levels deep`);
  if (typeof value !== 'object' || value === null) return;
  for (const item of Object.values(value)) refuseTooDeep(item, depth + 1);
}

function cleaned(value: unknown): Json {
  if (typeof value === 'string') return databaseText(value);
  if (typeof value === 'number' || typeof value === 'boolean' || value === null || value === undefined) {
    return value ?? null;
  }
  if (Array.isArray(value)) return value.map(cleaned);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [databaseText(key), cleaned(item)]));
}
