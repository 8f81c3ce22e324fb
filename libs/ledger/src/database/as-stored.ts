import { databaseText } from './database-json';

/**
 * A value as it is read again after `databaseJson` has stored it as `jsonb`: without the characters that Postgres refuses, and with
 * the keys of objects in the order of `jsonb`, the shorter first, then by their bytes. What is sent from memory is then, to
 * the byte, what is sent when it was read from the database.
 */
export function asStored(value: unknown): unknown {
  if (typeof value === 'string') return databaseText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(asStored);
  if (value instanceof Date) return value.toJSON();
  const keys = Object.entries(value).map(([key, inner]) => {
    const name = databaseText(key);
    return { name, bytes: Buffer.from(name), inner: inner as unknown };
  });
  keys.sort((left, right) => left.bytes.length - right.bytes.length || left.bytes.compare(right.bytes));
  return Object.fromEntries(keys.map(({ name, inner }) => [name, asStored(inner)]));
}
