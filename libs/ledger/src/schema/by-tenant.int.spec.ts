import { API_ROLE } from '@adcp-orchestrator/platform';
import { type TestDatabase, createTestDatabase } from '@adcp-orchestrator/testing';

/** Tables without a tenant, and why. */
const ofNoTenant: Record<string, string> = {
  tenants: 'its id is the tenant',
  event_epochs: 'the clusters that the database has lived on',
  installation: 'which database this is',
  migrations: 'the schema',
  process_leases: 'what one process does for all tenants',
  rate_limits: 'the form is that of rate-limiter-flexible; the key begins with the tenant, of sellers and of keys',
  webhook_nonces: 'the form is that of the AdCP SDK; the scope begins with the tenant',
};

/** Unique indexes without the tenant, and why. */
const unique: Record<string, string> = {
  UQ_57384430aa1959f4578046c9b81: 'api_keys: a request brings its key alone, and the key says the tenant',
  UQ_2cf82e93e2b3a4efb787572a4fd: 'sellers: a webhook brings its route token alone, and the token says the tenant',
  sessions_token: 'a request brings its session token alone, and the session says the tenant',
};

describe('the schema, read from the catalog', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  async function names(sql: string): Promise<string[]> {
    const { rows } = await database.pool.query<{ name: string }>(sql);
    return rows.map(({ name }) => name).sort();
  }
  const ofTenants = `SELECT a.attrelid, a.attnum FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE a.attname = 'tenant_id' AND c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace`;

  it('has a tenant in every table but the known ones', async () => {
    const without = await names(`SELECT relname AS name FROM pg_class
      WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
        AND oid NOT IN (SELECT attrelid FROM (${ofTenants}) t)`);
    expect(without).toEqual(Object.keys(ofNoTenant).sort());
  });

  it('has the tenant in every primary key, and in every unique index but the known ones', async () => {
    const without = await names(`SELECT x.indexrelid::regclass::text AS name
      FROM pg_index x JOIN (${ofTenants}) t ON t.attrelid = x.indrelid
      WHERE (x.indisunique OR x.indisprimary) AND t.attnum <> ALL (x.indkey)`);
    expect(without.map((name) => name.replaceAll('"', ''))).toEqual(Object.keys(unique).sort());
  });

  it('has a primary key on every table of a tenant, and begins it with the tenant', async () => {
    const without = await names(`SELECT t.attrelid::regclass::text AS name FROM (${ofTenants}) t
      WHERE NOT EXISTS (SELECT FROM pg_index x
        WHERE x.indrelid = t.attrelid AND x.indisprimary AND x.indkey[0] = t.attnum)`);
    expect(without).toEqual([]);
  });

  it('has the tenant in every foreign key between its rows', async () => {
    const without = await names(`SELECT k.conname AS name
      FROM pg_constraint k JOIN (${ofTenants}) t ON t.attrelid = k.conrelid
      WHERE k.contype = 'f' AND t.attnum <> ALL (k.conkey)`);
    expect(without).toEqual([]);
  });

  it('has every table of a tenant behind the fence, for the role of the API', async () => {
    const open = await names(`SELECT c.relname AS name FROM (${ofTenants}) t JOIN pg_class c ON c.oid = t.attrelid
      WHERE NOT c.relrowsecurity OR NOT EXISTS (SELECT FROM pg_policy p JOIN pg_roles r ON r.oid = ANY (p.polroles)
        WHERE p.polrelid = c.oid AND NOT p.polpermissive AND r.rolname = '${API_ROLE}' AND p.polcmd = '*'
          AND pg_get_expr(p.polqual, c.oid) ~ 'tenant_id = .*ado\\.tenant'
          AND pg_get_expr(p.polwithcheck, c.oid) = pg_get_expr(p.polqual, c.oid))`);
    expect(open).toEqual([]);
    const granted = await names(`SELECT c.relname AS name FROM pg_class c
      WHERE c.relkind IN ('r', 'p', 'v') AND c.relnamespace = 'public'::regnamespace AND NOT c.relrowsecurity
        AND has_table_privilege('${API_ROLE}', c.oid, 'SELECT')`);
    expect(granted).toEqual([]);
  });
});
