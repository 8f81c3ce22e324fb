import { randomBytes } from 'node:crypto';
import { SecretBox, SecretCorruptError, SecretKeyInvalidError, SecretKeyUnknownError } from './secret-box';

describe('the secret box', () => {
  const box = new SecretBox(randomBytes(32));
  const context = 'seller/desk/acme/credential';

  it('opens what it sealed, also the empty text and what is not ASCII', () => {
    for (const secret of ['sk_live_123', '', 'ключ 🔑'])
      expect(box.open(box.seal(secret, context), context)).toBe(secret);
  });

  it('never seals the same secret into the same bytes, and shows nothing of it', () => {
    const one = box.seal('sk_live_123', context);
    expect(one.equals(box.seal('sk_live_123', context))).toBe(false);
    expect(one.toString('latin1')).not.toContain('sk_live');
  });

  it('does not open a secret in another place', () => {
    const sealed = box.seal('sk_live_123', context);
    expect(() => box.open(sealed, 'seller/desk/other/credential')).toThrow(SecretCorruptError);
  });

  it('does not open changed or cut bytes', () => {
    const sealed = box.seal('sk_live_123', context);
    for (const at of [0, 6, 20, sealed.length - 1]) {
      const changed = Buffer.from(sealed);
      changed[at]! ^= 1;
      expect(() => box.open(changed, context)).toThrow(SecretCorruptError);
    }
    expect(() => box.open(sealed.subarray(0, 20), context)).toThrow(SecretCorruptError);
    expect(() => box.open(Buffer.alloc(0), context)).toThrow(SecretCorruptError);
  });

  it('says which key a secret needs', () => {
    const other = new SecretBox(randomBytes(32));
    expect(() => other.open(box.seal('x', context), context)).toThrow(SecretKeyUnknownError);
    expect(() => other.open(box.seal('x', context), context)).toThrow(box.keyId);
  });

  it('refuses a key of another length', () => {
    expect(() => new SecretBox(randomBytes(16))).toThrow(SecretKeyInvalidError);
  });
});
