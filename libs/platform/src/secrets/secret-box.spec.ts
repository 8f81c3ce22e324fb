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
    expect(() => new SecretBox(randomBytes(32), [randomBytes(31)])).toThrow(SecretKeyInvalidError);
  });
});

describe('a secret box with several keys', () => {
  const [older, old, current] = [randomBytes(32), randomBytes(32), randomBytes(32)];
  const context = 'seller/desk/acme/credential';
  const box = new SecretBox(current, [old, older, current]);

  it('opens what any of them sealed, and seals with the first', () => {
    for (const key of [older, old, current]) {
      expect(box.open(new SecretBox(key).seal('sk_live_123', context), context)).toBe('sk_live_123');
    }
    const sealed = box.seal('sk_live_123', context);
    expect(new SecretBox(current).open(sealed, context)).toBe('sk_live_123');
    expect(() => new SecretBox(old).open(sealed, context)).toThrow(SecretKeyUnknownError);
  });

  it('seals again with the first, for the same place only', () => {
    const before = new SecretBox(older).seal('sk_live_123', context);
    const after = box.reseal(before, context);
    expect(box.keyIdOf(before)).toBe(new SecretBox(older).keyId);
    expect(box.keyIdOf(after.subarray(0, 5))).toBe(box.keyId);
    expect(new SecretBox(current).open(after, context)).toBe('sk_live_123');
    expect(() => box.reseal(before, 'seller/desk/other/credential')).toThrow(SecretCorruptError);
    expect(() => box.open(after, 'seller/desk/other/credential')).toThrow(SecretCorruptError);
  });

  it('tells what was sealed with a key that it lacks from what is not sealed at all', () => {
    const stranger = new SecretBox(randomBytes(32));
    const sealed = stranger.seal('x', context);
    expect(() => box.open(sealed, context)).toThrow(SecretKeyUnknownError);
    expect([box.keyIdOf(sealed), box.knows(stranger.keyId)]).toEqual([stranger.keyId, false]);
    expect([box.keyIdOf(Buffer.from([9, 1, 2, 3, 4])), box.keyIdOf(Buffer.from([1, 2]))]).toEqual([null, null]);
  });
});
