/**
 * Reads a `Retry-After` header (RFC 9110): seconds, or an HTTP date.
 * @returns whole seconds from `now`, never negative; null when it is absent or neither
 */
export function retryAfterSeconds(value: string | string[] | undefined, now: Date): number | null {
  if (typeof value !== 'string') return null;
  const text = value.trim();
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, Math.ceil((date - now.getTime()) / 1000));
}
