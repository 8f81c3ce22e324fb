/** @jest-environment ./e2e/support/failure-watch.cjs */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'pg';
import { contracts } from '@adcp-orchestrator/ledger';
import type { TestDatabase } from '@adcp-orchestrator/testing';
import { HeldDump } from './support/held-dump';
import type { ManagedProcess } from './support/managed-process';
import { PostgresCluster } from './support/postgres-cluster';
import { buildRelease, firstWith } from './support/previous-release';
import { queueBackends } from './support/queue-backends';
import { Scene, sceneMs } from './support/scene';
import type { Stack } from './support/stack';
import { type LoadFigures, TimedLoad } from './support/timed-load';
import { until } from './support/until';

/** The promise of an upgrade. */
const LONGEST_MS = 3_000;
/** Each makes four requests a second. */
const DESKS = Number(process.env['UPGRADE_DESKS'] ?? 5);
/** Each dump holds its locks for as long as this, and the next one begins before it ends. */
const DUMP_SECONDS = Number(process.env['DUMP_SECONDS'] ?? 4);
const ROWS = Number(process.env['UPGRADE_ROWS'] ?? 3_000);
const TOGETHER_SECONDS = Number(process.env['TOGETHER_SECONDS'] ?? 6);
/** The dumps go on until a change of the schema had to give up so often, or for this long. */
const REFUSALS = 2;
const DUMPS_MS = 90_000;
const MIGRATION_MS = 180_000;

jest.setTimeout(600_000);

/** `npm run test:migrations` alone asks for it: it builds another release. */
const describeWhenAsked = process.env['MIGRATIONS_UNDER_LOAD'] === '1' ? describe : describe.skip;

async function databaseOf(cluster: PostgresCluster): Promise<TestDatabase> {
  const url = await cluster.createDatabase('adcp');
  const pool = new Pool({ connectionString: url, max: 4 });
  return {
    url,
    pool,
    drop: () => pool.end(),
  };
}

/** Old rows, as many as are asked for: copies of one that has ended. */
async function fillIn({ database }: Stack, operation: string): Promise<void> {
  const client = await database.pool.connect();
  // Without the triggers, whose words to search by take most of the time.
  await client.query('SET session_replication_role = replica');
  await client.query(
    `INSERT INTO operations SELECT (jsonb_populate_record(o, jsonb_build_object('id', gen_random_uuid(),
       'po_number', 'PAST-' || n, 'request_key', gen_random_uuid(), 'created_at', o.created_at - n * interval '1 minute'))).*
     FROM operations o, generate_series(1, $2::int) n WHERE o.id = $1`,
    [operation, ROWS],
  );
  client.release(true);
  await database.pool.query('ANALYZE operations');
}

const refusals = ({ output }: ManagedProcess): number =>
  output.filter((line) => line.includes('did not get its lock and let others pass')).length;

/** One dump after the other, without a gap. @returns how many there were */
async function dumpWhile(migrator: ManagedProcess, first: HeldDump, more: (n: number) => Promise<HeldDump>) {
  const endsAt = Date.now() + DUMPS_MS;
  let running = first;
  let dumps = 1;
  while (migrator.exit === undefined && refusals(migrator) < REFUSALS && Date.now() < endsAt) {
    await pause(DUMP_SECONDS * 1_000);
    const next = await more(++dumps);
    await running.end();
    running = next;
  }
  await running.end();
  return dumps;
}

describeWhenAsked('an upgrade from the oldest release that may run beside this one', () => {
  let cluster: PostgresCluster;
  let scene: Scene;
  let next: Stack;
  let load: TimedLoad;
  /** What was started, in the order in which it is stopped. */
  const stops: (() => unknown)[] = [];
  const seller = 'upgraded';

  function report(what: string, more: object = {}): LoadFigures {
    const figures = load.takeFigures();
    process.stderr.write(`${what}: ${JSON.stringify({ ...figures, failures: figures.failures.length, ...more })}\n`);
    return figures;
  }

  function expectKept({ requests, failures, slowest }: LoadFigures): void {
    expect(requests).toBeGreaterThan(0);
    expect(failures).toEqual([]);
    expect(slowest).toBeLessThan(LONGEST_MS);
  }

  beforeAll(async () => {
    const last = contracts.at(-1);
    if (last === undefined) throw new Error('no migration contracts: name the release to begin with');
    const { commit, root } = await buildRelease(await firstWith(last), ['intake-api', 'workers', 'migrator']);
    process.stderr.write(`\nUpgrading from ${commit.slice(0, 8)}, the first release with ${last}.\n`);
    const directory = mkdtempSync(join(tmpdir(), 'adcp-upgrade-'));
    chmodSync(directory, 0o755);
    stops.unshift(() => {
      rmSync(directory, { recursive: true, force: true });
    });
    cluster = await PostgresCluster.create(directory, 'upgraded');
    stops.unshift(() => cluster.stop());
    const queue = queueBackends.find(({ missing, redisUrl }) => missing === undefined && redisUrl !== undefined);
    scene = await Scene.start(queue ?? queueBackends[0]!, {
      workers: 'together',
      release: root,
      database: await databaseOf(cluster),
      // Each API has an address of its own here, so webhooks go to one that ends. Behind a balancer they would not.
      env: { POLL_WITH_WEBHOOK_SECONDS: '1' },
    });
    stops.unshift(() => scene.stop());
    next = await scene.stack.beside();
    stops.unshift(() => next.stop());
    await scene.addSeller('adcp-v3', seller);
    const past = await scene.addSeller('hitl-v1', 'past', { paused: true });
    const { id } = await scene.buy(past.id, 'DONE');
    await scene.desk.request('POST', `/v1/operations/${id}/cancel`);
    await fillIn(scene.stack, id);
    const scenarios = ['DONE', 'DONE', 'APPROVE-1', 'REJECT-1'];
    let orders = 0;
    const order = () => scene.order(seller, scenarios[orders++ % scenarios.length] ?? 'DONE');
    load = new TimedLoad([scene.desk], order, DESKS);
    stops.unshift(() => load.stop());
    // Nothing is judged until caches and plans are there.
    await until('the load to run', () => (load.answered > 100 ? true : undefined));
    load.takeFigures();
    await pause(TOGETHER_SECONDS * 1_000);
    expectKept(report('The previous release alone'));
  }, 600_000);
  afterAll(async () => {
    for (const stop of stops) await stop();
  }, sceneMs);

  it('migrates while the previous release works and dumps hold every table: no request waits 3 s, and none fails', async () => {
    const { database } = scene.stack;
    const dump = (n: number) => HeldDump.start(cluster, database, `pg_dump ${n}`);
    const first = await dump(1);
    const startedAt = Date.now();
    const migrator = next.startMigrator();
    const [dumps] = await Promise.all([dumpWhile(migrator, first, dump), migrator.end(MIGRATION_MS)]);
    expect(migrator.exit?.code).toBe(0);
    // Otherwise this would have tried no lock that a dump holds.
    expect(refusals(migrator)).toBeGreaterThan(0);
    const migratedInMs = Date.now() - startedAt;
    expectKept(report('Migrations under load', { dumps, refusals: refusals(migrator), migratedInMs, rows: ROWS }));
  });

  it('rolls out: both releases work, then the new one alone', async () => {
    await next.startAll();
    load.moveTo(scene.desk, next.desk);
    await pause(TOGETHER_SECONDS * 1_000);
    load.moveTo(next.desk);
    expect([await scene.stack.terminate('intake-api'), await scene.stack.terminate('workers')]).toEqual([0, 0]);
    await pause(TOGETHER_SECONDS * 1_000);
    expectKept(report('Rolled out'));
  });

  it('goes back: the previous release works on the new schema', async () => {
    await scene.stack.startAll();
    load.moveTo(scene.desk, next.desk);
    await pause(TOGETHER_SECONDS * 1_000);
    load.moveTo(scene.desk);
    expect([await next.terminate('intake-api'), await next.terminate('workers')]).toEqual([0, 0]);
    await pause(TOGETHER_SECONDS * 1_000);
    await load.stop();
    expectKept(report('Rolled back', { buys: load.accepted.length }));
  });

  it('books every buy that was accepted once, whichever release sent it', async () => {
    for (const id of load.accepted) await scene.desk.awaitStatus(id, 'created', 'rejected');
    await scene.expectBookingsToMatch();
  });
});
