import type { Json } from '@adcp-orchestrator/domain';
import { databaseText } from '@adcp-orchestrator/ledger';

/** Deeper values come from no honest seller; they would overflow the stack of whoever walks them later. */
const MAX_DEPTH = 64;

export class JsonTooDeepError extends Error {
  override readonly name = 'JsonTooDeepError';
}

/**
 * A copy of parsed JSON that Postgres can hold: NUL characters and lone surrogates become U+FFFD. Keys such as
 * `__proto__` stay plain data.
 * @throws JsonTooDeepError when it is nested more than 64 levels deep
 */
export function storable(value: unknown, depth = 0): Json {
  if (depth > MAX_DEPTH) throw new JsonTooDeepError(`the JSON is nested more than ${MAX_DEPTH} levels deep`);
  if (typeof value === 'string') return databaseText(value);
  if (typeof value === 'number' || typeof value === 'boolean' || value === null || value === undefined) {
    return value ?? null;
  }
  if (Array.isArray(value)) return value.map((item) => storable(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [databaseText(key), storable(item, depth + 1)]));
}
