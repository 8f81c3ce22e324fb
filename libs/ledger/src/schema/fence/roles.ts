import { DatabaseError, type PoolClient } from 'pg';
import { API_ROLE } from '@adcp-orchestrator/platform';

/** A role with the data of all tenants, and no more: for logins other than the owner of the tables. */
export const SERVICE_ROLE = 'adcp_service';

const INSUFFICIENT_PRIVILEGE = '42501';
/** Another migrator, of another database of the same server, has just made the role. */
const MADE_MEANWHILE = new Set(['42710', '23505']);
const MEMBERSHIPS_HAVE_OPTIONS = 160_000;

/** The migrator's login may not make the roles, or not take them on. A database administrator must. */
export class FenceRolesMissingError extends Error {
  override readonly name = 'FenceRolesMissingError';
}

/**
 * Makes the roles of the fence, and lets this login take the API's role on. Roles belong to the whole server: databases
 * of other installations on it share them, and each grants its own tables. May be repeated.
 * @throws FenceRolesMissingError says what an administrator has to run
 */
export async function ensureRoles(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ version: number; login: string }>(
    `SELECT current_setting('server_version_num')::int AS version, quote_ident(current_user) AS login`,
  );
  const { version = 0, login = '' } = rows[0] ?? {};
  const options = version >= MEMBERSHIPS_HAVE_OPTIONS ? ' WITH INHERIT FALSE, SET TRUE' : '';
  const needed = [
    `CREATE ROLE ${API_ROLE} NOLOGIN`,
    `CREATE ROLE ${SERVICE_ROLE} NOLOGIN`,
    `GRANT ${API_ROLE} TO ${login}${options}`,
  ];
  try {
    for (const role of [API_ROLE, SERVICE_ROLE]) await ensureRole(client, role);
    if (!(await mayTakeOn(client, version))) await client.query(`GRANT ${API_ROLE} TO ${login}${options}`);
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== INSUFFICIENT_PRIVILEGE) throw error;
    throw new FenceRolesMissingError(
      `The database role ${API_ROLE}, under which the API sees one tenant at a time, cannot be made by ${login} (${error.message}). ` +
        `Let a database administrator run once, as far as it is not there: ${needed.join('; ')}. Then run the migrator again. The release that runs is not affected.`,
      { cause: error },
    );
  }
}

async function ensureRole(client: PoolClient, role: string): Promise<void> {
  const { rows } = await client.query<{ unfenced: boolean }>(
    `SELECT rolsuper OR rolbypassrls AS unfenced FROM pg_roles WHERE rolname = $1`,
    [role],
  );
  const [known] = rows;
  if (known === undefined) {
    try {
      await client.query(`CREATE ROLE ${role} NOLOGIN`);
    } catch (error) {
      if (!(error instanceof DatabaseError) || !MADE_MEANWHILE.has(error.code ?? '')) throw error;
    }
  } else if (known.unfenced && role === API_ROLE) {
    throw new FenceRolesMissingError(
      `The database role ${role} sees every row, because it is a superuser or has BYPASSRLS. Run: ALTER ROLE ${role} NOSUPERUSER NOBYPASSRLS. Then run the migrator again.`,
    );
  }
}

async function mayTakeOn(client: PoolClient, version: number): Promise<boolean> {
  const how = version >= MEMBERSHIPS_HAVE_OPTIONS ? 'SET' : 'MEMBER';
  const { rows } = await client.query<{ may: boolean }>(`SELECT pg_has_role(current_user, $1, $2) AS may`, [
    API_ROLE,
    how,
  ]);
  return rows[0]?.may === true;
}
