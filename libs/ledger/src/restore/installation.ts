import type { ClientBase, Pool } from 'pg';
import { NotReadyError } from '@adcp-orchestrator/platform';
import type { InstallationRow } from '../schema/installation';
import { demandInstalledHere } from './installed-here';

/** Where the service works, as the database that answers has it recorded. */
export interface Installation {
  /** The database that answers is the one that is recorded. In a copy nothing is sent. */
  isHere: boolean;
  restoredAt: Date | null;
  /** The last moment of the backup; null: it was never restored. */
  dataUntil: Date | null;
  /** It was restored, and `ado restore --finish` has not ended that. */
  isRestored: boolean;
}

/** @throws the database's error; undefined table when the schema is of an earlier release */
export async function readInstallation(pool: Pick<Pool, 'query'>): Promise<Installation> {
  const { rows } = await pool.query<InstallationRow & { is_here: boolean }>({
    name: 'installation-read',
    text: 'SELECT i.*, i.database = database_here() AS is_here FROM installation i',
  });
  const [row] = rows;
  if (row === undefined) return { isHere: false, restoredAt: null, dataUntil: null, isRestored: false };
  return {
    isHere: row.is_here,
    restoredAt: row.restored_at,
    dataUntil: row.data_until,
    isRestored: row.restored_at !== null && row.finished_at === null,
  };
}

/**
 * For what calls out on a person's word, and writes nothing that would refuse: a copy has the credentials of the original.
 * @throws DatabaseError with SQLSTATE `INSTALLED_ELSEWHERE` in a copy of the database that nobody has adopted
 */
export async function refuseElsewhere(pool: Pick<Pool, 'query'>): Promise<void> {
  await pool.query({ name: 'installation-demand', text: `SELECT ${demandInstalledHere}` });
}

/** Records this database as the one where the service works. Nothing else changes: whoever calls it knows that nothing is lost. */
export async function nameDatabase(client: Pick<ClientBase, 'query'>): Promise<void> {
  await client.query(`INSERT INTO installation (database) VALUES (database_here())
    ON CONFLICT ("only") DO UPDATE SET database = EXCLUDED.database`);
}

/**
 * For readiness, and for the log of a process that starts.
 * @throws NotReadyError in a copy of the database that nobody has adopted
 */
export async function checkInstalledHere(pool: Pick<Pool, 'query'>): Promise<void> {
  const { isHere } = await readInstallation(pool);
  if (isHere) return;
  throw new NotReadyError(
    'this is another database than the one that the service worked on, a restored backup or a copy: nothing is sent, and no operation is taken in. If it shall replace the other one, run "ado restore"; otherwise correct DATABASE_URL',
  );
}

/**
 * For readiness, and for the log of a process that starts.
 * @throws NotReadyError while the installation works on a backup
 */
export async function checkNotRestored(pool: Pick<Pool, 'query'>): Promise<void> {
  const { isRestored, dataUntil } = await readInstallation(pool);
  if (!isRestored) return;
  throw new NotReadyError(
    `restored from a backup of ${dataUntil?.toISOString() ?? 'an unknown time'}: every new operation is looked for at its seller before it is sent, and waits for a person when it is not found. "ado restore --report" shows what differs, "ado restore --finish" ends this`,
  );
}
