import { entities } from '../data-source';
import { tablesOfTenants } from './tables-of-tenants';

describe('the tables behind the fence', () => {
  it('are all that have a tenant', () => {
    const withTenant = entities.filter(({ options }) => Object.keys(options.columns).includes('tenant_id'));
    expect([...tablesOfTenants].sort()).toEqual(withTenant.map(({ options }) => options.name).sort());
  });
});
