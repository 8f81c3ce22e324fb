/** @jest-environment ./e2e/support/failure-watch.cjs */
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { contracts } from '@adcp-orchestrator/ledger';
import { buildRelease, firstWith } from './support/previous-release';
import { queueBackends } from './support/queue-backends';
import { Scene, sceneMs } from './support/scene';
import type { Stack } from './support/stack';
import { TimedLoad } from './support/timed-load';
import { until } from './support/until';

/** The promise of an upgrade. */
const LONGEST_MS = 3_000;
const DUMP_SECONDS = Number(process.env['DUMP_SECONDS'] ?? 8);
const ROWS = Number(process.env['UPGRADE_ROWS'] ?? 20_000);
const TOGETHER_SECONDS = 6;

jest.setTimeout(900_000);

/** `npm run test:migrations` alone asks for it: it builds another release. */
const describeWhenAsked = process.env['MIGRATIONS_UNDER_LOAD'] === '1' ? describe : describe.skip;

/** Old rows, as many as are asked for: copies of one that has ended. */
async function fillIn({ database, desk }: Stack, seller: string): Promise<void> {
  const { body } = await desk.request<{ items: { id: string }[] }>('GET', `/v1/operations?seller_id=${seller}`);
  await database.pool.query(
    `INSERT INTO operations SELECT (jsonb_populate_record(o, jsonb_build_object('id', gen_random_uuid(),
       'po_number', 'PAST-' || n, 'request_key', gen_random_uuid(), 'created_at', o.created_at - n * interval '1 minute'))).*
     FROM operations o, generate_series(1, $2::int) n WHERE o.id = $1`,
    [body.items[0]?.id, ROWS],
  );
  await database.pool.query('ANALYZE operations');
}

/** Locks and reads as `pg_dump` does: every table at once, in one transaction, until it is told to end. */
async function dump(url: string): Promise<() => Promise<void>> {
  const client = new Client({ connectionString: url, application_name: 'pg_dump' });
  await client.connect();
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY');
  const { rows } = await client.query<{ name: string }>(
    `SELECT quote_ident(relname) AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`,
  );
  for (const { name } of rows) await client.query(`LOCK TABLE ${name} IN ACCESS SHARE MODE`);
  for (const { name } of rows) await client.query(`SELECT count(*) FROM ${name}`);
  return async () => {
    await client.query('COMMIT');
    await client.end();
  };
}

describeWhenAsked('an upgrade from the oldest release that may run beside this one', () => {
  let scene: Scene;
  let next: Stack;
  let load: TimedLoad;
  const seller = 'upgraded';

  beforeAll(async () => {
    const last = contracts.at(-1);
    if (last === undefined) throw new Error('no migration contracts: name the release to begin with');
    const { commit, root } = await buildRelease(await firstWith(last), ['intake-api', 'workers', 'migrator']);
    const queue = queueBackends.find(({ redisUrl }) => redisUrl !== undefined) ?? queueBackends[0]!;
    scene = await Scene.start(queue, { workers: 'together', release: root });
    process.stderr.write(`\nUpgrading from ${commit.slice(0, 7)}, the first release with ${last}.\n`);
    await scene.addSeller('adcp-v3', seller);
    const past = await scene.addSeller('hitl-v1', 'past', { paused: true });
    const { id } = await scene.buy(past.id, 'DONE');
    await scene.desk.request('POST', `/v1/operations/${id}/cancel`);
    await fillIn(scene.stack, past.id);
  }, 600_000);
  afterAll(async () => {
    await next.stop();
    await scene.stop();
  }, sceneMs);

  it('lets no request wait for 3 s and none fail, while a dump holds every table and both releases run', async () => {
    const { stack } = scene;
    next = await stack.beside();
    const scenarios = ['DONE', 'DONE', 'APPROVE-1', 'REJECT-1'];
    let orders = 0;
    const targets = [scene.desk];
    load = new TimedLoad(targets, () => scene.order(seller, scenarios[orders++ % scenarios.length] ?? 'DONE'));
    await until('the load to run', () => (load.figures.requests > 60 ? true : undefined));
    const before = load.figures;

    const endDump = await dump(stack.database.url);
    const startedAt = Date.now();
    const migrated = next.migrate();
    await pause(DUMP_SECONDS * 1_000);
    await endDump();
    await migrated;
    const migratedIn = Date.now() - startedAt;

    // A rollout: the new processes come and are ready, which they are on the new schema alone. Then the old ones go.
    await next.startAll();
    targets.push(next.desk);
    await pause(TOGETHER_SECONDS * 1_000);
    targets.shift();
    expect(await stack.terminate('workers')).toBe(0);
    await pause(TOGETHER_SECONDS * 1_000);
    await load.stop();

    const { failures, ...figures } = load.figures;
    process.stderr.write(
      `Upgrade under load: ${JSON.stringify({ ...figures, before: before.slowest, migratedInMs: migratedIn, dumpSeconds: DUMP_SECONDS, rows: ROWS, buys: load.accepted.length })}\n`,
    );
    expect(failures).toEqual([]);
    expect(figures.slowest).toBeLessThan(LONGEST_MS);
  });

  it('books every buy that was accepted once, whichever release sent it', async () => {
    for (const id of load.accepted) await next.desk.awaitStatus(id, 'created', 'rejected');
    await scene.expectBookingsToMatch();
  });
});
