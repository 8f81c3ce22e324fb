import { canBeApiKey, generateApiKey, hashApiKey } from './api-key';
import { basicPasswordOf, bearerKeyOf } from './credentials';
import { Rank, Role, isRole, rankCovers } from './role';

describe('roles', () => {
  it('include those below them', () => {
    expect(rankCovers(Role.admin, Role.viewer)).toBe(true);
    expect(rankCovers(Role.trader, Role.trader)).toBe(true);
    expect(rankCovers(Role.viewer, Role.trader)).toBe(false);
    expect(rankCovers(Role.trader, Role.admin)).toBe(false);
    expect(rankCovers(Role.admin, Rank.platform_admin)).toBe(false);
    expect(rankCovers(Rank.platform_admin, Role.admin)).toBe(true);
  });

  it("are three words, and no other: the platform's admin is not a role that a key is given", () => {
    expect(['viewer', 'trader', 'admin'].every(isRole)).toBe(true);
    expect(isRole('owner')).toBe(false);
    expect(isRole('platform_admin')).toBe(false);
  });
});

describe('an API key', () => {
  it('has 256 random bits behind the id of its row, and is kept as a SHA-256', () => {
    const id = '0190aaaa-0000-7000-8000-0123456789ab';
    const key = generateApiKey(id);
    expect(key).toMatch(/^ado_0190aaaa0000700080000123456789ab_[\w-]{43}$/);
    expect(generateApiKey(id)).not.toBe(key);
    expect(hashApiKey(key)).toHaveLength(32);
    expect(hashApiKey(key)).toEqual(hashApiKey(key));
  });

  it('is not looked for when it cannot be one', () => {
    expect(canBeApiKey('')).toBe(false);
    expect(canBeApiKey('x'.repeat(31))).toBe(false);
    expect(canBeApiKey('x'.repeat(513))).toBe(false);
    expect(canBeApiKey('x'.repeat(32))).toBe(true);
  });
});

describe('the Authorization header', () => {
  it('is read as a bearer key, whatever the case of the scheme', () => {
    expect(bearerKeyOf('Bearer abc')).toBe('abc');
    expect(bearerKeyOf('bearer  abc ')).toBe('abc');
    for (const other of [undefined, '', 'Bearer', 'Bearer a b', 'Basic abc', 'abc'])
      expect(bearerKeyOf(other)).toBeNull();
  });

  it('is read as a Basic password, which may hold colons', () => {
    const header = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;
    expect(basicPasswordOf(header('me:a:b'))).toBe('a:b');
    expect(basicPasswordOf(header(':key'))).toBe('key');
    for (const other of [undefined, 'Bearer abc', header('no colon'), 'Basic !'])
      expect(basicPasswordOf(other)).toBeNull();
  });
});
