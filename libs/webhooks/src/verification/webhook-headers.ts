/** Header names in lower case, as Node gives them. */
export type WebhookHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * @returns the one value of a header; null when it is absent. Several headers of one name are joined. We accept no
 *   joined text, on purpose: nobody can know which of them is meant.
 */
export function headerOf(headers: WebhookHeaders, name: string): string | null {
  const value = headers[name];
  if (value === undefined) return null;
  return typeof value === 'string' ? value : value.join(', ');
}
