import { PersonRefusedError, personOf } from './person-of-claims';

const settings = { issuer: '', clientId: '', clientSecret: '', roleClaim: 'role', tenantClaim: 'tenant' };
const claims = { sub: 'u1', email: 'ana@desk.example', email_verified: true, role: 'trader', tenant: 'Nordic' };

describe('who signed in', () => {
  it('is read from the claims of the ID token', () => {
    expect(personOf(claims, settings)).toEqual({
      id: 'u1',
      name: 'ana@desk.example',
      role: 'trader',
      tenant: 'Nordic',
    });
    for (const verified of [undefined, false, 'true', 1]) {
      const claimed = { ...claims, email_verified: verified, preferred_username: 'ana', name: 'Ana' };
      expect([verified, personOf(claimed, settings).name]).toEqual([verified, 'u1']);
    }
    expect(personOf({ ...claims, email: '' }, settings).name).toBe('u1');
    expect(personOf({ ...claims, email: 'ana\0@desk.example' }, settings).name).toBe('ana@desk.example');
    expect(personOf({ ...claims, sub: 'x\0'.repeat(200) }, settings).id).toMatch(/^[0-9a-f]{64}$/);
  });

  it('has the highest of several roles, and no role that we do not know', () => {
    expect(personOf({ ...claims, role: ['viewer', 'admin', 'owner', 'trader'] }, settings).role).toBe('admin');
    for (const role of [undefined, 'owner', 'platform_admin', '', 7, [], { admin: true }]) {
      expect(() => personOf({ ...claims, role }, settings)).toThrow(PersonRefusedError);
    }
  });

  it('has a tenant, by claims of any name', () => {
    expect(() => personOf({ ...claims, tenant: undefined }, settings)).toThrow('"tenant"');
    const other = { ...settings, roleClaim: 'https://desk.example/role', tenantClaim: 'org' };
    expect(personOf({ sub: 'u1', 'https://desk.example/role': 'viewer', org: 'Nordic' }, other)).toMatchObject({
      role: 'viewer',
      tenant: 'Nordic',
    });
  });
});
