import type { Schemas } from '../../api/types';
import { fieldsOf, tenantChanges } from './tenant-fields';

const tenant = {
  name: 'Nordic Desk',
  limits: { requests_per_second: 500, requests_per_second_per_key: 5_000 },
  deadlines: { create_media_buy: 'P2D' },
} as unknown as Schemas['Tenant'];

describe('what the form of a tenant sends', () => {
  const before = fieldsOf(tenant);

  it('is nothing when nothing has changed', () => {
    expect(tenantChanges(before, before)).toEqual({});
  });

  it('is what has changed; what was emptied is taken away, and what is no number is left to the API', () => {
    const after = { ...before, name: 'Nordic', all: '', per_key: 'many', 'deadline:create_media_buy': '' };
    expect(tenantChanges(after, before)).toEqual({
      name: 'Nordic',
      limits: { requests_per_second: null, requests_per_second_per_key: 'many' },
      deadlines: { create_media_buy: null },
    });
  });
});
