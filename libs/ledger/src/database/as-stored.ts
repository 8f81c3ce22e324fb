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
  const keys = Object.entries(value).map(([key, inner]): Key => {
    const name = databaseText(key);
    return { name, bytes: Buffer.byteLength(name), inner };
  });
  return Object.fromEntries(keys.sort(inOrderOfJsonb).map(({ name, inner }) => [name, asStored(inner)]));
}

interface Key {
  name: string;
  /** Its length in UTF-8. */
  bytes: number;
  inner: unknown;
}

/** Nearly all names are ASCII, whose characters are in the order of their bytes: to make a buffer of each takes longer than the rest. */
function inOrderOfJsonb(left: Key, right: Key): number {
  if (left.bytes !== right.bytes) return left.bytes - right.bytes;
  const areAscii = left.bytes === left.name.length && right.bytes === right.name.length;
  if (!areAscii) return Buffer.from(left.name).compare(Buffer.from(right.name));
  if (left.name === right.name) return 0;
  return left.name < right.name ? -1 : 1;
}
