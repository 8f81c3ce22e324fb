// `npm run drill:pitr`: the recovery of docs/runbooks/restore.md, on servers of its own. Says each step and what was seen.
import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Pool } from 'pg';
import { hasUnknownCall } from '@adcp-orchestrator/domain';
import {
  RestoreAction,
  RestoreExit,
  claimDue,
  migrateSchema,
  readInstallation,
  restore,
  startCall,
} from '@adcp-orchestrator/ledger';
import { createLogger } from '@adcp-orchestrator/platform';
import { TestDesk } from '@adcp-orchestrator/testing';
import { resolveDataDir } from '../tools/datastore/data-dir';
import { PostgresCluster } from './support/postgres-cluster';
import { until } from './support/until';
import { workspaceRoot } from './support/workspace';

const clock = { now: () => new Date() };
const log = createLogger('drill', 'warn');

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

function expectThat(what: string, holds: boolean): void {
  if (!holds) throw new Error(`not so: ${what}`);
  say(`  seen: ${what}`);
}

async function withPool<T>(url: string, work: (pool: Pool) => Promise<T>): Promise<T> {
  const pool = new Pool({ connectionString: url, max: 4 });
  pool.on('error', () => undefined);
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}

/** Claims what is due, as a worker does. @returns how many */
async function claims(pool: Pool): Promise<number> {
  const claimed = await claimDue(pool, {
    limit: 50,
    owner: randomUUID(),
    leaseSeconds: 60,
    now: clock.now(),
    busy: new Map(),
  });
  return claimed.length;
}

/** @param call whether to commit that its call goes out, as a worker does just before it */
async function accept(pool: Pool, desk: TestDesk, call: boolean): Promise<string> {
  const id = await desk.accept('acme');
  if (!call) return id;
  const options = { limit: 50, owner: 'drill', leaseSeconds: 60, now: clock.now(), busy: new Map<string, number>() };
  for (const { operation } of await claimDue(pool, options)) {
    await startCall(pool, { ...options, operation, frozenCallSealed: Buffer.from('call'), sellerRevision: 1 });
  }
  return id;
}

async function ado(url: string, pointInTime: boolean): Promise<{ code: RestoreExit; said: string }> {
  const lines: string[] = [];
  const options = { action: RestoreAction.restore, pointInTime, until: null, yes: true, json: false };
  const code = await restore(url, options, {
    say: (line) => lines.push(line),
    confirm: () => Promise.resolve(false),
    now: clock.now,
  });
  return { code, said: lines.map((line) => `    ${line}`).join('\n') };
}

async function main(): Promise<void> {
  const parent = join(resolveDataDir({ root: workspaceRoot, env: process.env, say }), `pitr-${process.pid}`);
  mkdirSync(parent, { mode: 0o755 });
  const clusters: PostgresCluster[] = [];
  try {
    await drill(parent, clusters);
    say('The drill passed.');
  } finally {
    await Promise.all(clusters.map((cluster) => cluster.stop()));
    rmSync(parent, { recursive: true, force: true });
  }
}

async function drill(parent: string, clusters: PostgresCluster[]): Promise<void> {
  const tenantId = randomUUID();
  const archive = join(parent, 'archive');
  say('1. A primary that archives its WAL, with the schema and some operations.');
  const primary = await PostgresCluster.create(parent, 'primary', {
    wal_level: 'replica',
    archive_mode: 'on',
    archive_command: `test ! -f ${archive}/%f && cp %p ${archive}/%f`,
  });
  clusters.push(primary);
  primary.own(archive);
  const url = await primary.createDatabase('adcp');
  await withPool(url, (pool) => migrateSchema(url, { pool, log }));

  const { target, sent, unsent } = await withPool(url, async (pool) => {
    const desk = new TestDesk({ pool }, clock, tenantId);
    await desk.open();
    await desk.addSeller('acme');
    await accept(pool, desk, true);
    say('2. pg_basebackup, while it works.');
    const recovered = await primary.baseBackup(parent, 'recovered', {
      restore_command: `cp ${archive}/%f %p`,
      recovery_target_action: 'promote',
      'ado.database': 'recovering',
    });
    clusters.push(recovered);
    const kept = await accept(pool, desk, true);
    const waits = await accept(pool, desk, false);
    const moment = await primary.sql('adcp', 'SELECT clock_timestamp()');
    say(`3. The moment to go back to: ${moment}. After it one more is accepted, and what waited is sent.`);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await accept(pool, desk, true);
    const last = await primary.sql('adcp', 'SELECT pg_walfile_name(pg_switch_wal())');
    const archived = async () =>
      (await primary.sql('adcp', `SELECT coalesce(max(last_archived_wal), '') >= '${last}' FROM pg_stat_archiver`)) ===
      't'
        ? true
        : undefined;
    await until('the WAL to be archived', archived);
    return { target: moment, sent: kept, unsent: waits };
  });

  say('4. The primary is lost. The copy recovers to that moment.');
  await primary.stop();
  const [, recovered] = clusters;
  if (recovered === undefined) throw new Error('there is no copy');
  recovered.set('recovery_target_time', target);
  recovered.recover();
  const startedAt = Date.now();
  await recovered.start();
  const isPrimary = async () =>
    (await recovered.sql('adcp', 'SELECT pg_is_in_recovery()')) === 'f' ? true : undefined;
  await until('the recovery to end', isPrimary);
  say(`  it takes writes ${((Date.now() - startedAt) / 1000).toFixed(1)} s after its start`);
  const count = await recovered.sql('adcp', 'SELECT count(*) FROM operations');
  expectThat(`${count} of 4 operations are there`, count === '3');

  await withPool(recovered.url('adcp'), async (pool) => {
    const desk = new TestDesk({ pool }, clock, tenantId);
    expectThat('ado.database holds the processes back', !(await readInstallation(pool)).isHere);
    expectThat('a worker claims nothing, though something is due', (await claims(pool)) === 0);
    const plain = await ado(recovered.url('adcp'), false);
    expectThat(
      '"ado restore" finds the same database, and asks for --point-in-time',
      plain.code === RestoreExit.refused,
    );
    const done = await ado(recovered.url('adcp'), true);
    say(`5. ado restore --point-in-time\n${done.said}`);
    expectThat('it is done', done.code === RestoreExit.done);
    for (const id of [sent, unsent]) expectThat(`${id} may have been sent`, hasUnknownCall(await desk.read(id)));
    expectThat('the processes are still held back', (await claims(pool)) === 0);
  });

  say('6. Postgres is started without the settings of the recovery.');
  await recovered.stop();
  for (const name of ['ado.database', 'recovery_target_time', 'recovery_target_action', 'restore_command']) {
    recovered.set(name, null);
  }
  await recovered.start();
  await withPool(recovered.url('adcp'), async (pool) => {
    const desk = new TestDesk({ pool }, clock, tenantId);
    const { isHere, isRestored } = await readInstallation(pool);
    expectThat('the service works on it, restored', isHere && isRestored);
    const again = await desk.read(await desk.accept('acme'));
    expectThat('what is posted again is looked for at its seller first', hasUnknownCall(again));
    expectThat('workers claim what is doubtful, to ask the sellers', (await claims(pool)) === 4);
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
