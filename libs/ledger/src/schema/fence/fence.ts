import type { Pool, PoolClient } from 'pg';
import { API_ROLE, NotReadyError } from '@adcp-orchestrator/platform';
import { inTransaction } from '../../database/transaction';
import { SERVICE_ROLE, ensureRoles } from './roles';
import { tablesOfTenants } from './tables-of-tenants';

const POLICY = 'fence_of_tenant';
const TENANT = `nullif(current_setting('ado.tenant', true), '')::uuid`;

/** The column that says whose a row is, by table. Every table with a tenant is behind the fence. */
const fenced: ReadonlyMap<string, string> = new Map([
  ['tenants', 'id'],
  ...tablesOfTenants.map((name): [string, string] => [name, 'tenant_id']),
]);

/**
 * Puts the tables of this release behind the fence between tenants (ADR 23): the API's role sees and writes the rows of
 * the tenant that its transaction names, and none without. Every other role sees what it saw before, so the previous
 * release goes on. What is fenced already is left alone, and no lock is taken for it. May be repeated.
 * @param pool of the tables' owner, with a `lock_timeout`
 * @throws FenceRolesMissingError, or the database's error when a lock is not given in time
 */
export async function raiseFence(pool: Pool): Promise<void> {
  await inTransaction(pool, async (client) => {
    await ensureRoles(client);
    await grant(client);
  });
  for (const table of await unfencedTables(pool)) await inTransaction(pool, (client) => fence(client, table));
}

/** @returns the tables of this release that the API's role is not kept within by row */
export async function unfencedTables(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT n.name FROM unnest($1::text[]) AS n(name)
     LEFT JOIN pg_class c ON c.relname = n.name AND c.relnamespace = 'public'::regnamespace
     WHERE c.oid IS NULL OR NOT c.relrowsecurity OR NOT EXISTS (
       SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = $2 AND NOT p.polpermissive)
     ORDER BY n.name`,
    [[...fenced.keys()], POLICY],
  );
  return rows.map(({ name }) => name);
}

/**
 * For readiness: a process whose fence has a gap must not serve tenants.
 * @throws NotReadyError names the tables
 */
export async function checkFence(pool: Pool): Promise<void> {
  const gaps = await unfencedTables(pool);
  if (gaps.length === 0) return;
  throw new NotReadyError(
    `the API's role would see all tenants in ${gaps.join(', ')}: run the migrator of this release`,
  );
}

/**
 * The first policy keeps every other role as it was; without it, row-level security would hide all rows from logins that
 * do not own the table. The second one narrows the API's role. Both come before row-level security is switched on, in one
 * transaction, which keeps others out of the table for a moment.
 */
async function fence(client: PoolClient, table: string): Promise<void> {
  const own = `${fenced.get(table) ?? 'tenant_id'} = ${TENANT}`;
  await client.query(`DROP POLICY IF EXISTS fence_of_nobody ON "${table}"`);
  await client.query(`DROP POLICY IF EXISTS ${POLICY} ON "${table}"`);
  await client.query(`CREATE POLICY fence_of_nobody ON "${table}" USING (true) WITH CHECK (true)`);
  await client.query(
    `CREATE POLICY ${POLICY} ON "${table}" AS RESTRICTIVE TO ${API_ROLE} USING (${own}) WITH CHECK (${own})`,
  );
  await client.query(`ALTER TABLE "${table}" ENABLE ROW LEVEL SECURITY`);
}

/** The API's role gets the tables behind the fence, and of the tenants only the own row, to read and lock it. */
async function grant(client: PoolClient): Promise<void> {
  await client.query(`GRANT USAGE ON SCHEMA public TO ${API_ROLE}, ${SERVICE_ROLE}`);
  const { rows } = await client.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c
     WHERE c.relkind IN ('r', 'p', 'v') AND c.relnamespace = 'public'::regnamespace
       AND NOT has_table_privilege($1, c.oid, 'SELECT')`,
    [SERVICE_ROLE],
  );
  for (const { name } of rows) {
    await client.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON "${name}" TO ${SERVICE_ROLE}`);
    if (name === 'tenants') await client.query(`GRANT SELECT, UPDATE ON tenants TO ${API_ROLE}`);
    else if (fenced.has(name)) await client.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON "${name}" TO ${API_ROLE}`);
  }
  // It runs with its owner's rights. Other logins of the database would find the words of all tenants by it.
  for (const search of ['search_operations(uuid, text, int)', 'search_operations(uuid, text, int, uuid)']) {
    await client.query(`REVOKE EXECUTE ON FUNCTION ${search} FROM PUBLIC`);
    await client.query(`GRANT EXECUTE ON FUNCTION ${search} TO ${API_ROLE}, ${SERVICE_ROLE}`);
  }
  await client.query(`GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${API_ROLE}, ${SERVICE_ROLE}`);
}
