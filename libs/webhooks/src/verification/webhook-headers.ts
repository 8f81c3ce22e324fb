/** Header names in lower case, as Node gives them. */
export type WebhookHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * @returns the one value of a header; null when it is absent. A header that came several times is joined, and then
 * matches no form that we accept: which of them is meant cannot be known.
 */
export function headerOf(headers: WebhookHeaders, name: string): string | null {
  const value = headers[name];
  if (value === undefined) return null;
  return typeof value === 'string' ? value : value.join(', ');
}
