import type { Schemas } from '../../api/types';
import { fieldsOf, tenantChanges } from './tenant-fields';

const tenant = {
  name: 'Nordic Desk',
  limits: { requests_per_second: 500, requests_per_second_per_key: 5_000 },
  retention: { operations_days: 400, events_days: 400, deliveries_days: 30, export_first: false },
  deadlines: { create_media_buy: 'P2D' },
} as unknown as Schemas['Tenant'];

describe('what the form of a tenant sends', () => {
  const before = fieldsOf(tenant);

  it('is nothing when nothing has changed', () => {
    expect(tenantChanges(before, before)).toEqual({});
  });

  it('is what has changed; what was emptied is taken away, and what is no number is left to the API', () => {
    const after = {
      ...before,
      name: 'Nordic',
      all: '',
      per_key: 'many',
      kept_events: '',
      kept_deliveries: '60',
      'deadline:create_media_buy': '',
    };
    expect(tenantChanges(after, before)).toEqual({
      name: 'Nordic',
      limits: { requests_per_second: null, requests_per_second_per_key: 'many' },
      retention: { events_days: null, deliveries_days: 60 },
      deadlines: { create_media_buy: null },
    });
  });
});
