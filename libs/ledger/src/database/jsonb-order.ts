/**
 * Orders the keys of objects as `jsonb` does: the shorter first, then by their bytes. What is sent from memory is then, to the
 * byte, what is sent when it was read from the database.
 */
export function inJsonbOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(inJsonbOrder);
  if (value instanceof Date) return value.toJSON();
  const keys = Object.entries(value).map(([name, inner]) => ({
    name,
    bytes: Buffer.from(name),
    inner: inner as unknown,
  }));
  keys.sort((left, right) => left.bytes.length - right.bytes.length || left.bytes.compare(right.bytes));
  return Object.fromEntries(keys.map(({ name, inner }) => [name, inJsonbOrder(inner)]));
}
