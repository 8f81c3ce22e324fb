import canonicalize from 'canonicalize';

/**
 * RFC 8785 canonical JSON: equal values give equal text, whatever the order of their keys.
 * @throws TypeError when the value is not JSON (undefined, a cycle, NaN)
 */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('canonicalJson: the value is not JSON');
  return text;
}
