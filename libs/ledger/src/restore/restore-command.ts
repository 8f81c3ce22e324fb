import type { Pool } from 'pg';
import { createLogger, createPool } from '@adcp-orchestrator/platform';
import { checkSchema } from '../schema/check-schema';
import { nameDatabase } from './installation';
import { type BeforeRestore, lookBeforeRestore } from './look';
import { type RestoreReport, reportRestore } from './report';
import { finishRestore, restoreInstallation } from './restore-installation';

export const RestoreAction = {
  /** Adopt this database as a backup that has forgotten what was done since. */
  restore: 'restore',
  /** Adopt this database as a whole copy of which nothing is missing. */
  moved: 'moved',
  /** Send new operations as ever again. */
  finish: 'finish',
  /** Show what came of what may have been sent. */
  report: 'report',
} as const;
export type RestoreAction = (typeof RestoreAction)[keyof typeof RestoreAction];

export interface RestoreOptions {
  action: RestoreAction;
  /**
   * This database is the same as before by its identity, and its data is of an earlier time all the same: after recovery to
   * a point in time, of a standby that had lagged, or in a copy that cannot be told from the original.
   */
  pointInTime: boolean;
  /** The last moment that the data is of; null: when an operation was last changed. */
  until: Date | null;
  /** Ask nobody. */
  yes: boolean;
  /** The report as JSON. */
  json: boolean;
}

/** Where a command says what it does, and asks. */
export interface RestoreTerminal {
  say: (line: string) => void;
  /** @returns whether the person agrees; false when nobody can be asked */
  confirm: (question: string) => Promise<boolean>;
  now: () => Date;
}

/** The exit code. */
export const RestoreExit = { done: 0, refused: 1 } as const;
export type RestoreExit = (typeof RestoreExit)[keyof typeof RestoreExit];

/** Enough to read the largest table once, and to mark a million rows. */
const STATEMENT_LIMIT_MS = 3_600_000;
const SHOWN = 50;

const NOT_NOTICED = [
  'Some copies cannot be told from it. If it is one of these, run this again with --point-in-time before any process starts:',
  '- recovery to a point in time, or a standby that had lagged behind',
  '- a physical copy: a snapshot of a volume or of RDS, or a base backup',
  '- a dump made before migration 88000; restored into its own database, one made before migration 89200',
  '- a load with --data-only into a migrated database',
];

/**
 * `ado restore` (ADR 39): says what it found, asks, and does it.
 * @param databaseUrl of the tables' owner, or of a member of `adcp_service`, for sessions of its own: not those of a pooler
 * @returns the exit code: refused when the state does not allow it, or the person does not agree
 * @throws the database's error; nothing was changed then. SchemaOutdatedError: run the migrator of this release first
 */
export async function restore(
  databaseUrl: string,
  options: RestoreOptions,
  terminal: RestoreTerminal,
): Promise<RestoreExit> {
  const log = createLogger('restore', 'warn');
  const pool = createPool({
    databaseUrl,
    name: 'restore',
    max: 2,
    log,
    statementTimeoutMs: STATEMENT_LIMIT_MS,
    // A recovery may hold the processes back by this setting. What is recorded is where the database really is.
    settings: { 'ado.database': '' },
  });
  try {
    await checkSchema(pool);
    switch (options.action) {
      case 'report':
        return await report(pool, options, terminal);
      case 'finish':
        return await finish(pool, options, terminal);
      case 'moved':
        return await move(pool, options, terminal);
      case 'restore':
        return await adopt(pool, options, terminal);
    }
  } finally {
    await pool.end();
  }
}

async function adopt(pool: Pool, options: RestoreOptions, terminal: RestoreTerminal): Promise<RestoreExit> {
  const { say, confirm, now } = terminal;
  const found = await lookBeforeRestore(pool);
  if (found.isHere && !options.pointInTime) {
    say('This is the database that the service works on, so there is nothing to adopt.');
    for (const line of NOT_NOTICED) say(line);
    return RestoreExit.refused;
  }
  const dataUntil = options.until ?? found.newest ?? now();
  if (found.newest !== null && dataUntil > found.newest && options.until !== null) {
    say(`--until lies after the newest change in this database, ${found.newest.toISOString()}.`);
    return RestoreExit.refused;
  }
  tellFound(found, dataUntil, terminal);
  say('');
  say('If you go on:');
  say('- Sending begins again, from this database. Nothing may go on sending from the other one: stop it first.');
  say(
    '- What may have been sent since is not sent. Its sellers are asked for it, and what they do not show waits for a person.',
  );
  say('- The same holds for every new operation, until "ado restore --finish".');
  if (found.runningJobs > 0) say(`- ${found.runningJobs} bulk jobs that were under way are stopped.`);
  if (!(options.yes || (await confirm('Adopt this database as the restored one?')))) return declined(say);
  const { doubtful, stoppedJobs } = await restoreInstallation(pool, { now: now(), dataUntil });
  say(
    `Done. ${doubtful} operations are looked for at their sellers as soon as the workers run, ${stoppedJobs} bulk jobs were stopped.`,
  );
  say('Let the desks post again what is missing, under the same po_number. See "ado restore --report".');
  return RestoreExit.done;
}

function tellFound(found: BeforeRestore, dataUntil: Date, { say, now }: RestoreTerminal): void {
  const age = Math.max(0, now().getTime() - dataUntil.getTime());
  say(
    found.isHere
      ? 'This is the database that the service worked on.'
      : 'This is another database than the one that the service worked on.',
  );
  say(`It has ${found.operations} operations, and was last changed ${dataUntil.toISOString()}, ${ageText(age)} ago.`);
  say('Whatever was done since is not in it.');
  if (found.isRestored) say('It is a backup of an installation that was restored itself, and had not finished that.');
  const total = found.maybeSent.reduce((sum, { count }) => sum + count, 0);
  const byStatus = found.maybeSent.map(({ status, count }) => `${count} ${status}`).join(', ');
  say(`${total} operations may have been sent since${total === 0 ? '' : `: ${byStatus}`}.`);
}

async function move(pool: Pool, options: RestoreOptions, terminal: RestoreTerminal): Promise<RestoreExit> {
  const { say, confirm } = terminal;
  const found = await lookBeforeRestore(pool);
  if (found.isHere) {
    say('This is the database that the service works on, so there is nothing to adopt.');
    return RestoreExit.refused;
  }
  tellFound(found, found.newest ?? terminal.now(), terminal);
  say('');
  say(
    '--moved is for a database that was moved or upgraded while every process of the service was stopped: nothing was done since.',
  );
  say('If that is not certain, a buy may be booked twice. Then run "ado restore" without it.');
  if (!(options.yes || (await confirm('Was every process stopped before the copy was made, and until now?')))) {
    return declined(say);
  }
  await nameDatabase(pool);
  say('Done. The service works on this database, as if nothing had happened.');
  return RestoreExit.done;
}

async function finish(pool: Pool, options: RestoreOptions, terminal: RestoreTerminal): Promise<RestoreExit> {
  const { say, confirm, now } = terminal;
  const known = await reportRestore(pool);
  if (!known.isHere) {
    say('Nobody has adopted this database yet: run "ado restore" first.');
    return RestoreExit.refused;
  }
  if (!known.isRestored) {
    say('This installation is not restored, or that has been finished.');
    return RestoreExit.refused;
  }
  tellCounts(known, say);
  say(
    'After this a new operation is sent at once, without a look at its seller: an order that the backup has lost, and that',
  );
  say('a desk has not posted again yet, would be booked twice then.');
  if (!(options.yes || (await confirm('Have all desks posted again what was lost?')))) return declined(say);
  await finishRestore(pool, now());
  say('Done. New operations are sent as ever. What is in doubt waits for its seller or a person, as before.');
  return RestoreExit.done;
}

async function report(pool: Pool, { json }: RestoreOptions, { say }: RestoreTerminal): Promise<RestoreExit> {
  const known = await reportRestore(pool);
  if (json) {
    say(JSON.stringify(known, null, 2));
    return RestoreExit.done;
  }
  if (known.restoredAt === null) {
    say('This installation was never restored.');
    return RestoreExit.done;
  }
  const ended = known.isRestored ? 'It lasts until "ado restore --finish".' : 'It is finished.';
  say(`Restored ${known.restoredAt.toISOString()} from a backup of ${known.dataUntil?.toISOString() ?? '?'}. ${ended}`);
  tellCounts(known, say);
  for (const { result, isNew, sellerId, poNumber, id, status, mediaBuyId } of known.operations.slice(0, SHOWN)) {
    const buy = mediaBuyId === null ? '' : ` as ${mediaBuyId}`;
    say(
      `  ${result}  ${isNew ? 'posted since' : 'in the backup'}  ${sellerId}  ${poNumber ?? '-'}  ${id}  ${status}${buy}`,
    );
  }
  const unshown = Object.values(known.counts).reduce((sum, count) => sum + count, 0) - SHOWN;
  if (unshown > 0) say(`  and ${unshown} more: --json has up to 1,000`);
  say(`${known.unknownTasks.length} open tasks at sellers belong to no operation here:`);
  for (const { sellerId, taskId, poNumber } of known.unknownTasks.slice(0, SHOWN)) {
    say(`  ${sellerId}  ${poNumber ?? '-'}  ${taskId ?? '-'}`);
  }
  const unshownTasks = known.unknownTasks.length - SHOWN;
  if (unshownTasks > 0) say(`  and ${unshownTasks} more: --json has up to 1,000`);
  return RestoreExit.done;
}

function tellCounts({ counts }: RestoreReport, say: (line: string) => void): void {
  say(`Of what may have been sent before the restore:`);
  say(`  ${counts.found} were found at their sellers, and go on from there`);
  say(`  ${counts.not_found} are shown by nobody, and wait for a person`);
  say(`  ${counts.released} were released by a person`);
  say(`  ${counts.ended} have ended without a buy`);
  say(`  ${counts.waits} are still to be looked for`);
}

function declined(say: (line: string) => void): RestoreExit {
  say('Nothing was changed.');
  return RestoreExit.refused;
}

function ageText(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
