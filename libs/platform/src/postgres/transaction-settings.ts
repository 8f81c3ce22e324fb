import { type QueryConfig, escapeLiteral } from 'pg';

/** The database role of the API (ADR 23). It sees rows through row-level security only. */
export const API_ROLE = 'adcp_api';

/** Settings of Postgres, by name. They hold until a transaction ends. */
export type TransactionSettings = Readonly<Record<string, string>>;

/**
 * What puts a transaction behind the fence of one tenant.
 * @param role `none` keeps the role of the login: it prepares the statement where no role has been made yet
 */
export function fenceOf(tenant: string, role: typeof API_ROLE | 'none' = API_ROLE): TransactionSettings {
  return { role, 'ado.tenant': tenant };
}

/** @returns a statement for a transaction that another statement has begun, or that this one shares with the next */
export function settingStatement(settings: TransactionSettings): QueryConfig<string[]> {
  const calls = Object.keys(settings).map((name, index) => `set_config('${name}', $${index + 1}, true)`);
  return { text: `SELECT ${calls.join(', ')}`, values: Object.values(settings) };
}

/** @returns statements that begin a transaction with these settings, for one message to the server */
export function beginWith(begin: string, settings: TransactionSettings): string {
  const sets = Object.entries(settings).map(([name, value]) => `SET LOCAL ${name} = ${escapeLiteral(value)}`);
  return [begin, ...sets].join('; ');
}
