/** @jest-environment ./e2e/support/failure-watch.cjs */
import { Redis } from 'ioredis';
import { Client, type Pool } from 'pg';
import { TestClock, TestDesk, type TestDatabase, createTestDatabase, untilTrue } from '@adcp-orchestrator/testing';
import {
  type PoolOptions,
  acrossTenants,
  asTenant,
  createLogger,
  createPool,
  waitForDatabase,
} from '@adcp-orchestrator/platform';
import { ApiClient } from './support/api-client';
import { startApp } from './support/app-process';
import { PgBouncer, connectionsPage, describeWithPgBouncer } from './support/pg-bouncer';
import { queueBackends } from './support/queue-backends';
import { Scene, sceneMs } from './support/scene';
import type { Service } from './support/services';
import { until } from './support/until';
import { isReady, untilAll } from './support/until-all';

const log = createLogger('test', 'silent');

describeWithPgBouncer('pools that share one connection to Postgres', () => {
  let database: TestDatabase;
  let bouncer: PgBouncer;
  let desks: [TestDesk, TestDesk];
  let api: Pool;
  let worker: Pool;
  const pools: Pool[] = [];

  function poolOf(options: Partial<PoolOptions> = {}): Pool {
    const databaseUrl = bouncer.urlOf(database.url);
    const pool = createPool({ databaseUrl, name: 'test', max: 4, log, throughPooler: true, ...options });
    pools.push(pool);
    return pool;
  }

  beforeAll(async () => {
    database = await createTestDatabase();
    const clock = new TestClock();
    desks = [new TestDesk(database, clock), new TestDesk(database, clock)];
    for (const desk of desks) {
      await desk.open();
      await desk.addSeller('acme');
      await desk.accept('acme');
    }
    bouncer = await PgBouncer.start({ default_pool_size: 1 });
    api = poolOf({ fenced: true });
    worker = poolOf({ steadyPlans: true });
  });
  afterAll(async () => {
    await Promise.all(pools.map((pool) => pool.end()));
    await bouncer.stop();
    await database.drop();
  });

  const tenantsSeen = { name: 'seen', text: 'SELECT tenant_id FROM operations ORDER BY tenant_id' };
  const seen = async (by: Pick<Pool, 'query'>): Promise<string[]> =>
    (await by.query<{ tenant_id: string }>(tenantsSeen)).rows.map((row) => row.tenant_id);

  const settings = `SELECT current_user::text AS role, coalesce(current_setting('ado.tenant', true), '') AS tenant,
    current_setting('plan_cache_mode') AS plans, current_setting('enable_seqscan') AS scans,
    current_setting('statement_timeout') AS "limit", current_setting('idle_in_transaction_session_timeout') AS idle,
    coalesce(current_setting('ado.gate_keeps_words', true), '') AS words`;

  async function settingsOf(by: Pick<Pool, 'query'>): Promise<unknown> {
    return (await by.query<object>({ name: 'settings', text: `${settings}, $1::int AS one`, values: [1] })).rows[0];
  }
  /** What somebody finds who sets nothing. */
  async function leftBehind(): Promise<unknown> {
    const client = new Client({ connectionString: bouncer.urlOf(database.url) });
    await client.connect();
    try {
      return (await client.query<object>(settings)).rows[0];
    } finally {
      await client.end();
    }
  }

  it('give each statement the settings of its pool, and leave none to the next', async () => {
    const before = await leftBehind();
    const ofWorker = { plans: 'force_generic_plan', scans: 'off', limit: '15s', idle: '15s', words: '1', tenant: '' };
    const [{ tenantId }] = desks;
    for (let round = 0; round < 3; round += 1) {
      expect(await settingsOf(worker)).toMatchObject(ofWorker);
      expect(await leftBehind()).toEqual(before);
      expect(await asTenant(tenantId, () => settingsOf(api))).toMatchObject({
        role: 'adcp_api',
        tenant: tenantId,
        plans: 'auto',
        limit: '15s',
        words: '',
      });
      expect(await leftBehind()).toEqual(before);
    }
    const one = await bouncer.show('SERVERS');
    expect(one.filter((server) => server['database'] === new URL(database.url).pathname.slice(1))).toHaveLength(1);
  });

  it('give them to each transaction too, where it may set others', async () => {
    const before = await leftBehind();
    const [{ tenantId }] = desks;
    await asTenant(tenantId, async () => {
      const client = await api.connect();
      await client.query('BEGIN');
      expect(await settingsOf(client)).toMatchObject({ limit: '15s', idle: '15s', tenant: tenantId });
      await client.query(`SELECT set_config('statement_timeout', '2000', true)`);
      await client.query('SAVEPOINT here');
      await client.query('ROLLBACK TO SAVEPOINT here');
      expect(await settingsOf(client)).toMatchObject({ limit: '2s', tenant: tenantId });
      await client.query('COMMIT');
      client.release();
    });
    expect(await asTenant(tenantId, () => settingsOf(api))).toMatchObject({ limit: '15s' });
    expect(await leftBehind()).toEqual(before);
  });

  it('keep tenants apart, however their statements and transactions are interleaved', async () => {
    const both = desks.map(({ tenantId }) => tenantId).sort();
    const inTransaction = (by: Pool): Promise<string[]> =>
      by.connect().then(async (client) => {
        await client.query('BEGIN');
        const first = await seen(client);
        const second = await seen(client);
        await client.query('COMMIT');
        client.release();
        expect(second).toEqual(first);
        return first;
      });
    // More at once than there are connections, and few enough for a busy machine to serve each in time.
    const sides = Array.from({ length: 8 }, async (_, side) => {
      const { tenantId } = desks[side % 2 === 0 ? 0 : 1];
      const ask = side % 4 < 2 ? seen : inTransaction;
      for (let round = 0; round < 12; round += 1) {
        expect(await asTenant(tenantId, () => ask(api))).toEqual([tenantId]);
        expect(await ask(acrossTenants(api, 'gauges'))).toEqual(both);
        expect(await ask(worker)).toEqual(both);
        expect(await ask(api)).toEqual([]);
      }
    });
    await Promise.all(sides);
  });

  it('run the statement of each release, where two have one name for different ones', async () => {
    const next = poolOf({ max: 1 });
    for (let round = 0; round < 4; round += 1) {
      expect((await worker.query({ name: 'figure', text: 'SELECT 1 AS n' })).rows).toEqual([{ n: 1 }]);
      expect((await next.query({ name: 'figure', text: 'SELECT 2 AS n' })).rows).toEqual([{ n: 2 }]);
    }
  });

  it('end what takes too long, in a statement and between two of a transaction', async () => {
    const hasty = poolOf({ statementTimeoutMs: 3_000 });
    // The pool's own limit is two seconds longer. Where this process stood still, that one is met first, without a code.
    const ended = await until('the server to end it', () =>
      hasty.query('SELECT pg_sleep(60)').then(
        () => 'by itself',
        (error: unknown) => (error as { code?: string }).code,
      ),
    );
    expect(ended).toBe('57014');
    const idle = await hasty.connect();
    idle.on('error', () => undefined); // the connection that is cut off says so
    await idle.query('BEGIN');
    await new Promise((resolve) => idle.once('end', resolve));
    idle.release(true);
    // The limit is short for a busy machine.
    const { rows } = await until('the pool to go on', () => hasty.query('SELECT 1 AS n').catch(() => undefined));
    expect(rows).toEqual([{ n: 1 }]);
  });

  it('go on after a statement that fails', async () => {
    await asTenant(desks[0].tenantId, async () => {
      for (let round = 0; round < 3; round += 1) {
        await expect(api.query('SELECT nothing FROM nowhere')).rejects.toMatchObject({ code: '42P01' });
        await expect(api.query({ name: 'zero', text: 'SELECT 1 / $1::int', values: [0] })).rejects.toMatchObject({
          code: '22012',
        });
        expect(await seen(api)).toEqual([desks[0].tenantId]);
      }
    });
  });

  it('refuse to work where they were not told of the pooler, and say what to set', async () => {
    const told = /a pooler stands before Postgres .* set DATABASE_DIRECT_URL to Postgres itself/;
    const refused = poolOf({ throughPooler: false, steadyPlans: true });
    await expect(waitForDatabase(refused, log, 60_000)).rejects.toThrow(told);
    const careless = await PgBouncer.start({
      ignore_startup_parameters: 'options,statement_timeout,idle_in_transaction_session_timeout',
    });
    try {
      for (const fenced of [false, true]) {
        const dropped = poolOf({ throughPooler: false, databaseUrl: careless.urlOf(database.url), fenced });
        await expect(dropped.query('SELECT 1')).rejects.toThrow(told);
      }
    } finally {
      await careless.stop();
    }
  });
});

/** The line of `docs/connections.md` about a process. */
function documented(process: string): { pool: number; redis: number } {
  const [, pool, redis] =
    new RegExp(`^\\| \`${process}\` +\\| [^|]+\\| (\\d+) +\\| \\d+ +\\| (\\d+) +\\|$`, 'm').exec(connectionsPage()) ??
    [];
  return { pool: Number(pool), redis: Number(redis) };
}

/** Fewer than the processes: they must share. */
const SERVERS = 3;

describeWithPgBouncer('the product through a few connections to Postgres', () => {
  const queue =
    queueBackends.find(({ missing, redisUrl }) => missing === undefined && redisUrl !== undefined) ?? queueBackends[0]!;
  let bouncer: PgBouncer;
  let scene: Scene;

  beforeAll(async () => {
    bouncer = await PgBouncer.start({ default_pool_size: SERVERS });
    scene = await Scene.start(queue, { pooler: bouncer });
  }, sceneMs);
  afterAll(async () => {
    await scene.stop();
    await bouncer.stop();
  }, sceneMs);

  it('follows the buys of two desks to their ends, books each once, and shows none to the other', async () => {
    const { stack } = scene;
    await scene.addSeller('hitl-v1', 'pooled-hitl');
    await scene.addSeller('adcp-v3', 'pooled-adcp');
    const { body } = await scene.desk.request<{ key: string }>('POST', '/v1/tenants', { name: 'Another desk' });
    const other = new ApiClient(stack.url, body.key);

    const scripts = [
      ['pooled-hitl', 'DONE', 'created'],
      ['pooled-adcp', 'DONE', 'created'],
      ['pooled-hitl', 'APPROVE-2', 'created'],
      ['pooled-adcp', 'APPROVE-2', 'created'],
      ['pooled-hitl', 'REJECT-2', 'rejected'],
      ['pooled-adcp', 'REJECT-2', 'rejected'],
    ] as const;
    const bought = await Promise.all(
      Array.from({ length: 2 }, () => scripts)
        .flat()
        .map(async ([seller, scenario, status]) => ({ operation: await scene.buy(seller, scenario), status })),
    );
    const [{ operation: one }] = bought as [(typeof bought)[0]];
    const looking = Promise.all(
      Array.from({ length: 20 }, async () => {
        expect((await other.request('GET', `/v1/operations/${one.id}`)).status).toBe(404);
        expect(await other.operations()).toEqual([]);
        expect((await scene.desk.request('GET', `/v1/operations/${one.id}`)).status).toBe(200);
      }),
    );
    await Promise.all(bought.map(({ operation, status }) => scene.desk.awaitStatus(operation.id, status)));
    await looking;
    await scene.expectBookingsToMatch();
    await until('a notification of each buy', () =>
      scene.subscriber.received.length >= bought.length ? true : undefined,
    );
  });

  it('shares the connections of the pooler, and goes past it to listen alone', async () => {
    const { stack } = scene;
    const ofOurs = async (what: string): Promise<unknown[]> =>
      (await bouncer.show(what))
        .filter(({ database }) => database === new URL(stack.database.url).pathname.slice(1))
        .map((row) => row['application_name']);
    const stream = new AbortController();
    const answer = await fetch(`${stack.url}/v1/events`, {
      headers: { authorization: `Bearer ${stack.platformKey}`, accept: 'text/event-stream' },
      signal: stream.signal,
    });
    expect(answer.status).toBe(200);
    const past = await until('the API to listen', async () => {
      const { rows } = await stack.database.pool.query<{ name: string }>(
        `SELECT application_name AS name FROM pg_stat_activity
         WHERE datname = current_database() AND application_name LIKE '%-events'`,
      );
      return rows.length > 0 ? rows : undefined;
    });
    expect(past).toEqual([{ name: 'adcp-intake-api-events' }]);
    stream.abort();

    expect((await ofOurs('SERVERS')).length).toBeLessThanOrEqual(SERVERS);
    const clients = await ofOurs('CLIENTS');
    expect(clients.length).toBeGreaterThan(SERVERS);
    for (const service of stack.services) {
      const { pool } = documented(service);
      const held = clients.filter((name) => name === `adcp-${service}`).length;
      expect({ service, within: held > 0 && held <= pool }).toEqual({ service, within: true });
    }
  });

  it('is ready in all its parts, and said nothing of a lost setting', async () => {
    await untilAll(scene.stack, 'ready', isReady);
  });

  it.each([
    ['no direct URL', {}, /a pooler stands before Postgres .* set DATABASE_DIRECT_URL/],
    [
      'a direct URL of another database',
      { DATABASE_DIRECT_URL: process.env['TEST_DATABASE_URL'] ?? '' },
      /DATABASE_URL leads to the database .* both must lead to the same one/,
    ],
  ])('is not migrated through it with %s: the migrator ends and says why', async (_, env, words) => {
    const migrator = startApp('migrator', { DATABASE_URL: bouncer.urlOf(scene.stack.database.url), ...env });
    expect((await migrator.end(60_000)).code).toBe(1);
    expect(migrator.output.join('\n')).toMatch(words);
  });

  it('is not migrated where the pooler lets no transaction through', async () => {
    const { database } = scene.stack;
    const strict = await PgBouncer.start({ pool_mode: 'statement' });
    const migrator = startApp('migrator', {
      DATABASE_URL: strict.urlOf(database.url),
      DATABASE_DIRECT_URL: database.url,
    });
    expect((await migrator.end(60_000)).code).toBe(1);
    expect(migrator.output.join('\n')).toMatch(/lets no transaction through .* pool_mode = transaction/);
    await strict.stop();
  });

  // Last: it ends the processes.
  (queue.redisUrl === undefined ? it.skip : it)('holds as many connections to Redis as is documented', async () => {
    const { stack } = scene;
    const redis = new Redis(stack.redisUrl ?? '');
    const ours = `db=${new URL(stack.redisUrl ?? '').pathname.slice(1)}`;
    const held = async (): Promise<number> =>
      String(await redis.client('LIST'))
        .split('\n')
        .filter((line) => line.split(' ').includes(ours)).length;
    const documentedOf = (services: readonly Service[]): number =>
      services.reduce((sum, service) => sum + documented(service).redis, 0);
    // One more is this test's, and one keeps the numbered database for this stack.
    const untilHeld = async (services: readonly Service[]): Promise<void> => {
      let last = 0;
      const wanted = documentedOf(services) + 2;
      await untilTrue(
        `${wanted} connections beside ${services.length} processes`,
        async () => (last = await held()) === wanted,
        {
          seen: () => `there were ${last}`,
        },
      );
    };
    const running = [...stack.services];
    await untilHeld(running);
    for (const service of stack.services) {
      expect([service, await stack.terminate(service)]).toEqual([service, 0]);
      running.shift();
      await untilHeld(running);
    }
    redis.disconnect();
  });
});
