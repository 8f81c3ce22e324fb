/**
 * JSON that Postgres takes as `jsonb`: a NUL and half a surrogate pair, in a text or a name, which a seller may send and
 * `jsonb` refuses, become U+FFFD.
 */
export function databaseJson(value: unknown): string {
  const text = JSON.stringify(value);
  if (!text.includes('\\u')) return text;
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner === 'string') return databaseText(inner);
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).map(([name, item]) => [databaseText(name), item as unknown]));
  });
}

/** @returns the text as Postgres takes it, in `jsonb` and elsewhere. */
export function databaseText(text: string): string {
  return text.replace(/\u0000|\p{Surrogate}/gu, '\uFFFD');
}
