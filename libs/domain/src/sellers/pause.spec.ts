import { pauseInWords, pauseOf } from './pause';

const at = new Date('2026-03-02T09:00:00Z');
const later = new Date('2026-03-02T10:00:00Z');
const place = { tenantId: '0190aaaa-0000-7000-8000-000000000001', sellerId: 'acme' };

describe('a pause', () => {
  it('is of the seller when both are paused, because that one must end in any case', () => {
    expect(pauseOf({ seller: null, tenant: null })).toBeNull();
    expect(pauseOf({ seller: at, tenant: later })).toEqual({ of: 'seller', since: at });
    expect(pauseOf({ seller: null, tenant: later })).toEqual({ of: 'tenant', since: later });
  });

  it('says since when, and what ends it', () => {
    expect(pauseInWords({ of: 'seller', since: at }, place)).toBe(
      'Sending to the seller "acme" is paused since 2026-03-02T09:00:00.000Z. PATCH /v1/sellers/acme {"paused":false} goes on.',
    );
    expect(pauseInWords({ of: 'tenant', since: at }, place)).toContain(`PATCH /v1/tenants/${place.tenantId}`);
  });
});
