import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { keyIdOf } from '../config/describe-config';

const ALGORITHM = 'aes-256-gcm';
const VERSION = 1;
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

/** The sealed bytes were made with another key than the one this process has. */
export class SecretKeyUnknownError extends SecretOpenError {
  override readonly name = 'SecretKeyUnknownError';

  constructor(
    readonly sealedWith: string,
    readonly have: string,
  ) {
    super(
      `The secret was sealed with key ${sealedWith}, and this process has key ${have}: give it the CREDENTIALS_KEY that was used then, or enter the secret again`,
    );
  }
}

/** The sealed bytes were changed, cut, or belong to another place. */
export class SecretCorruptError extends SecretOpenError {
  override readonly name = 'SecretCorruptError';
}

/**
 * Seals secrets for the database: AES-256-GCM, with the key's id stored for rotation and the place of the secret
 * (`context`, for example `seller/<tenant>/<id>/credential`) authenticated, so that a sealed value moved to another
 * row does not open.
 *
 * Layout: version (1 byte), key id (4), nonce (12), tag (16), ciphertext.
 */
export class SecretBox {
  readonly keyId: string;

  /** @throws SecretKeyInvalidError when the key is not 32 bytes long */
  constructor(private readonly key: Buffer) {
    if (key.length !== 32) {
      throw new SecretKeyInvalidError(`The credentials key has ${key.length} bytes; it must have 32`);
    }
    this.keyId = keyIdOf(key);
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
    if (sealed.length < HEADER_BYTES + TAG_BYTES || sealed[0] !== VERSION) {
      throw new SecretCorruptError('The sealed secret is cut short or of an unknown version');
    }
    const keyId = sealed.subarray(1, 1 + KEY_ID_BYTES).toString('hex');
    if (keyId !== this.keyId) throw new SecretKeyUnknownError(keyId, this.keyId);
    const nonce = sealed.subarray(1 + KEY_ID_BYTES, HEADER_BYTES);
    const tag = sealed.subarray(HEADER_BYTES, HEADER_BYTES + TAG_BYTES);
    const decipher = createDecipheriv(ALGORITHM, this.key, nonce).setAAD(Buffer.from(context, 'utf8')).setAuthTag(tag);
    try {
      return decipher.update(sealed.subarray(HEADER_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
    } catch (error) {
      throw new SecretCorruptError('The sealed secret was changed, or sealed for another place', { cause: error });
    }
  }
}
