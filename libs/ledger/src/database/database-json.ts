/**
 * JSON text that Postgres takes as `jsonb`. A seller may send NUL characters and half surrogate pairs, in texts and in
 * names; `jsonb` refuses both. They become U+FFFD, so that one odd character does not lose an answer.
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

const refused = /\u0000|\p{Surrogate}/u;
const allRefused = new RegExp(refused, 'gu');

/** @returns the text with the characters replaced that Postgres refuses, in `jsonb` and in text columns */
export function databaseText(text: string): string {
  return refused.test(text) ? text.replace(allRefused, '\uFFFD') : text;
}
