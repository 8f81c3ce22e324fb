/** Shorter ones are no secrets, and replacing them would garble honest text. */
const MIN_SECRET = 8;

/** @returns the text without our own secrets, which careless sellers echo in their errors, raw or as JSON. */
export function redacted(text: string, secrets: readonly string[]): string {
  let safe = text;
  for (const secret of secrets) {
    if (secret.length < MIN_SECRET) continue;
    for (const form of new Set([secret, JSON.stringify(secret).slice(1, -1)])) {
      if (safe.includes(form)) safe = safe.replaceAll(form, '[redacted]');
    }
  }
  return safe;
}
