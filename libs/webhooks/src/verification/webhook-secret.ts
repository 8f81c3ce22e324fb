/** 256 bits. */
export const MIN_WEBHOOK_SECRET_BYTES = 32;
/** A secret made at random has far more different characters than this. */
const MIN_DIFFERENT_CHARACTERS = 8;

export class WebhookSecretWeakError extends Error {
  override readonly name = 'WebhookSecretWeakError';
}

/**
 * Checks the secret that is agreed with a seller, when it is entered (AdCP 3.0 security, secret entropy).
 * @throws WebhookSecretWeakError when it is shorter than 32 bytes or plainly not random
 */
export function assertWebhookSecret(secret: string): void {
  const bytes = Buffer.byteLength(secret, 'utf8');
  if (bytes < MIN_WEBHOOK_SECRET_BYTES) {
    throw new WebhookSecretWeakError(
      `the webhook secret has ${bytes} bytes; it must have at least ${MIN_WEBHOOK_SECRET_BYTES}: make one with \`openssl rand -hex 32\``,
    );
  }
  if (new Set(secret).size < MIN_DIFFERENT_CHARACTERS) {
    throw new WebhookSecretWeakError(
      `the webhook secret repeats fewer than ${MIN_DIFFERENT_CHARACTERS} characters, so it is not random: make one with \`openssl rand -hex 32\``,
    );
  }
}
