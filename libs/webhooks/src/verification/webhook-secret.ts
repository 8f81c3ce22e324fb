/** 256 bits. */
export const MIN_WEBHOOK_SECRET_BYTES = 32;
/** A random secret has far more different characters than this. */
const MIN_DIFFERENT_CHARACTERS = 8;
const VISIBLE_ASCII = /^[\x21-\x7e]*$/;

export class WebhookSecretWeakError extends Error {
  override readonly name = 'WebhookSecretWeakError';
}

/**
 * Checks the secret that is agreed with a seller, when it is entered (AdCP 3.0 security, secret entropy).
 * @throws WebhookSecretWeakError when it is shorter than 32 bytes, plainly not random, or cannot travel in a header
 */
export function assertWebhookSecret(secret: string): void {
  const bytes = Buffer.byteLength(secret, 'utf8');
  if (bytes < MIN_WEBHOOK_SECRET_BYTES) {
    throw new WebhookSecretWeakError(
      `the webhook secret has ${bytes} bytes; it must have at least ${MIN_WEBHOOK_SECRET_BYTES}: make one with \`openssl rand -hex 32\``,
    );
  }
  if (!VISIBLE_ASCII.test(secret)) {
    throw new WebhookSecretWeakError(
      'the webhook secret must be visible ASCII without spaces, because it may travel in a header: make one with `openssl rand -hex 32`',
    );
  }
  if (new Set(secret).size < MIN_DIFFERENT_CHARACTERS) {
    throw new WebhookSecretWeakError(
      `the webhook secret repeats fewer than ${MIN_DIFFERENT_CHARACTERS} characters, so it is not random: make one with \`openssl rand -hex 32\``,
    );
  }
}
