import { Client, type Pool } from 'pg';
import { Registry } from 'prom-client';
import { createLogger, steadyPlanSettings } from '@adcp-orchestrator/platform';
import { TestClock, type TestDatabase, TestDesk, createTestDatabase } from '@adcp-orchestrator/testing';
import { registerDatabaseGauges } from './database-gauges';

/** What has ended, and must not be read. */
const SETTLED = 20_000;
/** What is under way, of each kind. A read may see some of these more than once. */
const UNDER_WAY = 20;
const MOST_ROWS = 200;

interface Plan {
  'Relation Name'?: string;
  'Actual Rows'?: number;
  'Actual Loops'?: number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: Plan[];
}

interface Statement {
  name: string;
  text: string;
  values: readonly (string | number | readonly string[])[];
}

const under = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(under)];

/** How many rows a plan took from the tables that grow, and threw away there. */
function touched(plan: Plan): number {
  return under(plan)
    .filter(({ 'Relation Name': name }) => name === 'operations' || name === 'deliveries')
    .reduce((sum, node) => {
      const thrownAway = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0);
      return sum + ((node['Actual Rows'] ?? 0) + thrownAway) * (node['Actual Loops'] ?? 1);
    }, 0);
}

describe(`the gauges over a database of ${SETTLED} operations that have ended`, () => {
  let database: TestDatabase;
  let desk: TestDesk;
  const clock = new TestClock();
  const statements: Statement[] = [];
  let mostAtOnce = 0;

  beforeAll(async () => {
    database = await createTestDatabase();
    desk = new TestDesk(database, clock);
    await desk.open();
    for (const seller of ['acme', 'globex', 'paused']) await desk.addSeller(seller);
    await database.pool.query(
      `INSERT INTO seller_settings (tenant_id, seller_id, paused_at) VALUES ($1, 'paused', now())`,
      [desk.tenantId],
    );
    await seed();
    await gather();
  });
  afterAll(() => database.drop());

  async function seed(): Promise<void> {
    await database.pool.query(
      `INSERT INTO operations (id, tenant_id, seller_id, dialect, type, status, status_since, request, request_hash,
         request_key, due_kind, due_at, attention_reason, overdue, deadline_at, created_at, updated_at, settled_at)
       SELECT gen_random_uuid(), $1, (ARRAY['acme', 'globex', 'paused'])[1 + n % 3], 'hitl-v1', 'create_media_buy', status, $2, '{}', 'hash',
         gen_random_uuid(), due_kind, CASE WHEN due_kind IS NOT NULL THEN $2::timestamptz END, reason, k.status = 'pending_approval', $2, $2, $2,
         CASE WHEN status = 'created' THEN $2::timestamptz END
       FROM (VALUES ('created', NULL, NULL, $3::int), ('requested', 'submit', NULL, $4::int),
         ('pending_approval', 'poll', NULL, $4), ('timed_out', NULL, 'timed_out', $4)) k(status, due_kind, reason, rows)
       CROSS JOIN LATERAL generate_series(1, k.rows) n`,
      [desk.tenantId, clock.now().toISOString(), SETTLED, UNDER_WAY],
    );
    await database.pool.query(
      `INSERT INTO deliveries (tenant_id, id, event_id, subscription_id, status, due_at, created_at)
       SELECT $1, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), CASE WHEN n > 2 * $3 THEN 'delivered' WHEN n > $3 THEN 'dead' ELSE 'pending' END,
         CASE WHEN n <= $3 THEN $2::timestamptz END, $2
       FROM generate_series(1, $4::int) n`,
      [desk.tenantId, clock.now().toISOString(), UNDER_WAY, SETTLED],
    );
    await database.pool.query('VACUUM ANALYZE operations, deliveries, sellers, seller_settings');
  }

  /** Keeps the statements that one scrape runs, and how many ran at once at most. */
  async function gather(): Promise<void> {
    const registry = new Registry();
    let underWay = 0;
    const recording: Pick<Pool, 'query'> = {
      query: async (statement: Statement) => {
        statements.push(statement);
        mostAtOnce = Math.max(mostAtOnce, ++underWay);
        try {
          return await database.pool.query({ ...statement, values: [...statement.values] });
        } finally {
          underWay -= 1;
        }
      },
    } as never;
    const log = createLogger('test', 'silent');
    registerDatabaseGauges({
      registry,
      log,
      pool: recording as Pool,
      clock,
      lease: { isHeld: true },
      limitMs: 60_000,
    });
    const samples = await registry.metrics();
    expect(samples).toContain('overdue_rows{kind="poll"} 20');
    expect(samples).toContain('overdue_age_seconds{kind="poll"} 0');
    expect(samples).toContain(`ageing_operations{tenant="${desk.tenantId}",seller="acme"} `);
    expect(samples).toContain(`dead_deliveries{tenant="${desk.tenantId}"} 20`);
    expect(samples).toContain('pending_operations{type="create_media_buy",status="pending_approval"} 20');
  }

  async function planOf(client: Client, { text, values }: Statement): Promise<Plan> {
    const literals = values.map((value) =>
      typeof value === 'object' ? client.escapeLiteral(`{${value.join()}}`) : client.escapeLiteral(String(value)),
    );
    await client.query(`PREPARE asked AS ${text}`);
    const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
      `EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE asked${literals.length === 0 ? '' : `(${literals.join()})`}`,
    );
    await client.query('DEALLOCATE asked');
    return rows[0]!['QUERY PLAN'][0].Plan;
  }

  it('are read one at a time, so that one connection plans them', () => {
    expect(mostAtOnce).toBe(1);
  });

  it.each([
    ['a worker, which plans once', steadyPlanSettings],
    ['the API, which plans as the server likes', {}],
  ])('read none of them, as %s', async (_, settings) => {
    const client = new Client({
      connectionString: database.url,
      options: Object.entries(settings)
        .map(([name, value]) => `-c ${name}=${value}`)
        .join(' '),
      query_timeout: 30_000,
    });
    await client.connect();
    try {
      const rows: [string, number][] = [];
      for (const statement of statements) rows.push([statement.name, touched(await planOf(client, statement))]);
      expect(rows.map(([name]) => name).sort()).toEqual([
        'health-circuits',
        'key-ends-next',
        'orphans-by-seller',
        'seller-paused',
        'stats-ageing',
        'stats-attention',
        'stats-dead-deliveries',
        'stats-overdue',
        'stats-overdue-age',
        'stats-pending',
      ]);
      expect(rows.filter(([, count]) => count > MOST_ROWS)).toEqual([]);
      // Otherwise nothing of what is counted would have been seen in the plans.
      expect(rows.find(([name]) => name === 'stats-pending')?.[1]).toBe(UNDER_WAY);
    } finally {
      await client.end();
    }
  });
});
