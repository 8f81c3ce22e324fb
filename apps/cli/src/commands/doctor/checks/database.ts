import type { Pool } from 'pg';
import { checkInstalledHere, checkSchema, readInstallation, sealedKeyIds } from '@adcp-orchestrator/ledger';
import { type ConfigWithoutSecrets, NotReadyError, asSessionNotOwn, keyIdOf } from '@adcp-orchestrator/platform';
import { type Verdict, fail, ok, warn } from '../finding';

const LEAST_VERSION = 150_000;

/** Whether Postgres answers, takes writes, and is of a version that the product knows. */
export async function judgeDatabase(pool: Pool): Promise<Verdict> {
  const { rows } = await asked(() =>
    pool.query<{ read_only: string; version: number; words: string }>(
      `SELECT current_setting('transaction_read_only') AS read_only, current_setting('server_version_num')::int AS version,
         current_setting('server_version') AS words`,
    ),
  );
  const { read_only: readOnly = 'on', version = 0, words = '' } = rows[0] ?? {};
  if (version < LEAST_VERSION) return fail(`Postgres ${words}`, 'Upgrade Postgres to 15 or later.');
  if (readOnly === 'on')
    return fail('it takes no writes: a standby answers', 'Let DATABASE_URL and DATABASE_DIRECT_URL name the primary.');
  return ok(`Postgres ${words} answers and takes writes`);
}

/** In its own words: the error of a pooler that stands where none may says what to set. */
async function asked<T>(query: () => Promise<T>): Promise<T> {
  try {
    return await query();
  } catch (error) {
    throw asSessionNotOwn(error) ?? error;
  }
}

export async function judgeSchema(pool: Pool): Promise<Verdict> {
  try {
    await checkSchema(pool);
    return ok('it has every migration of this release');
  } catch (error) {
    if (!(error instanceof NotReadyError)) throw error;
    return fail(error.message, 'Run the migrator of this release (docs/runbooks/upgrade-and-rollback.md).');
  }
}

/** Whether this is the database that the service works on, and whether it was restored. */
export async function judgeInstallation(pool: Pool): Promise<Verdict> {
  try {
    await checkInstalledHere(pool);
  } catch (error) {
    if (!(error instanceof NotReadyError)) throw error;
    return fail(error.message, 'Correct DATABASE_URL, or follow docs/runbooks/restore.md.');
  }
  const { isRestored, dataUntil } = await readInstallation(pool);
  if (!isRestored) return ok('this is the database that the service works on');
  return warn(
    `restored from a backup of ${dataUntil?.toISOString() ?? 'an unknown time'}: new operations are looked for at their sellers first`,
    'Compare with "ado restore --report", then end it with "ado restore --finish".',
  );
}

/** Whether the keys open what is sealed in the database. */
export async function judgeSecrets(
  pool: Pool,
  { credentialsKey, previousCredentialsKeys }: ConfigWithoutSecrets,
): Promise<Verdict> {
  const sealed = await sealedKeyIds(pool);
  const own = [...(credentialsKey === null ? [] : [credentialsKey]), ...previousCredentialsKeys].map(keyIdOf);
  const unknown = sealed.filter((id) => !own.includes(id));
  if (unknown.length > 0) {
    return fail(
      `secrets of sellers were sealed with the key ${unknown.join(', ')}, which is not among ${own.join(', ') || 'those given: none'}`,
      'Give that key as CREDENTIALS_KEY, or as CREDENTIALS_KEY_PREVIOUS while keys are replaced.',
    );
  }
  return ok(sealed.length === 0 ? 'no seller has a secret yet' : `the keys open what is sealed (${sealed.join(', ')})`);
}
