import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { keyIdOf } from '../config/describe-config';

const ALGORITHM = 'aes-256-gcm';
const VERSION = 1;
const KEY_BYTES = 32;
const KEY_ID_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + KEY_ID_BYTES + NONCE_BYTES;

export class SecretKeyInvalidError extends Error {
  override readonly name = 'SecretKeyInvalidError';
}

/** A sealed secret could not be opened; the two kinds below say why. */
export class SecretOpenError extends Error {
  override readonly name: string = 'SecretOpenError';
}

/** The sealed bytes were made with a key that this process does not have. */
export class SecretKeyUnknownError extends SecretOpenError {
  override readonly name = 'SecretKeyUnknownError';

  constructor(
    readonly sealedWith: string,
    readonly have: readonly string[],
  ) {
    super(
      `The secret was sealed with key ${sealedWith}, and this process has ${have.join(', ')}: give it the key that was used then as CREDENTIALS_KEY_PREVIOUS, or enter the secret again`,
    );
  }
}

/** The sealed bytes were changed or cut, or belong to another place. */
export class SecretCorruptError extends SecretOpenError {
  override readonly name = 'SecretCorruptError';
}

/**
 * Seals secrets for the database: AES-256-GCM, with the key's id stored for rotation and the place of the secret
 * (`context`, for example `seller/<tenant>/<id>/credential`) authenticated, so that a sealed value moved to another
 * row does not open.
 *
 * It seals with one key and opens with several, so that keys can be replaced while processes run (ADR 9).
 *
 * Layout: version (1 byte), key id (4), nonce (12), tag (16), ciphertext.
 */
export class SecretBox {
  /** The id of the key that seals. */
  readonly keyId: string;
  private readonly keys = new Map<string, Buffer>();

  /**
   * @param key seals, and opens
   * @param others open only: keys that were in use before, or come into use next
   * @throws SecretKeyInvalidError when a key is not 32 bytes long, or two keys have one id
   */
  constructor(
    private readonly key: Buffer,
    others: readonly Buffer[] = [],
  ) {
    this.keyId = keyIdOf(key);
    for (const one of [key, ...others]) this.add(one);
  }

  seal(plaintext: string, context: string): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const header = Buffer.concat([Buffer.from([VERSION]), Buffer.from(this.keyId, 'hex'), nonce]);
    const cipher = createCipheriv(ALGORITHM, this.key, nonce).setAAD(Buffer.from(context, 'utf8'));
    const ciphertext = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
    return Buffer.concat([header, cipher.getAuthTag(), ciphertext]);
  }

  /**
   * @throws SecretKeyUnknownError when it was sealed with another key
   * @throws SecretCorruptError when it was changed, or sealed for another context
   */
  open(sealed: Buffer, context: string): string {
    const keyId = this.keyIdOf(sealed);
    if (sealed.length < HEADER_BYTES + TAG_BYTES || keyId === null) {
      throw new SecretCorruptError('The sealed secret is cut short or of an unknown version');
    }
    const key = this.keys.get(keyId);
    if (key === undefined) throw new SecretKeyUnknownError(keyId, [...this.keys.keys()]);
    const nonce = sealed.subarray(1 + KEY_ID_BYTES, HEADER_BYTES);
    const tag = sealed.subarray(HEADER_BYTES, HEADER_BYTES + TAG_BYTES);
    const decipher = createDecipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(context, 'utf8')).setAuthTag(tag);
    try {
      return decipher.update(sealed.subarray(HEADER_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
    } catch (error) {
      throw new SecretCorruptError('The sealed secret was changed, or sealed for another place', { cause: error });
    }
  }

  /**
   * Seals the same secret for the same place again, with the current key.
   * @throws SecretOpenError as `open` does
   */
  reseal(sealed: Buffer, context: string): Buffer {
    return this.seal(this.open(sealed, context), context);
  }

  /**
   * @param sealed the sealed bytes, or their first five
   * @returns the id of the key that sealed them, whether this process has it or not; null when we do not know the form
   */
  keyIdOf(sealed: Buffer): string | null {
    if (sealed.length < 1 + KEY_ID_BYTES || sealed[0] !== VERSION) return null;
    return sealed.subarray(1, 1 + KEY_ID_BYTES).toString('hex');
  }

  /** Whether this process has the key of that id. */
  knows(keyId: string): boolean {
    return this.keys.has(keyId);
  }

  private add(key: Buffer): void {
    if (key.length !== KEY_BYTES) {
      throw new SecretKeyInvalidError(`A credentials key has ${key.length} bytes; it must have ${KEY_BYTES}`);
    }
    const id = keyIdOf(key);
    const known = this.keys.get(id);
    if (known !== undefined && !known.equals(key)) {
      throw new SecretKeyInvalidError(`Two different credentials keys have the id ${id}; make another key`);
    }
    this.keys.set(id, key);
  }
}
