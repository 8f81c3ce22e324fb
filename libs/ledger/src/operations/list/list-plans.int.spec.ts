import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { type OperationStatus, operationStatuses, statusesOfKind, statusesWaitingFor } from '@adcp-orchestrator/domain';
import { TestClock, type TestDatabase, TestDesk, createTestDatabase } from '@adcp-orchestrator/testing';
import { statsStatement } from '../../stats/read-stats';
import { sumUpDays } from '../../stats/sum-up-days';
import { countOperations, countStatements, MAX_COUNTED } from './count-operations';
import { listOperations } from './list-operations';
import type { OperationFilter } from './operation-filter';
import { type OperationSort, type PagePlace, operationSorts, pageStatement } from './page-statement';

/** `npm run test:list` seeds a million. */
const ROWS = Number(process.env.LIST_ROWS ?? 10_000);
const SEED_MS = 60_000 + ROWS;
/** What a page may read, at most: the rows of a rare value are read and sorted. */
const MOST_ROWS = 5_000;
const LIMIT = 51;

/** Seconds between two operations of the seed. */
const EVERY_SECONDS = 30;
const newest = new Date('2026-11-01T00:00:00Z');
const at = (share: number): Date => new Date(newest.getTime() - (1 - share) * ROWS * EVERY_SECONDS * 1000);

/**
 * A desk's history: most has ended well, a tenth is on its way, one in a thousand needs a person. Of each filter there is
 * a value that few rows have.
 */
async function seed(pool: Pool, tenantId: string): Promise<void> {
  await pool.query(
    `INSERT INTO operations (id, tenant_id, seller_id, dialect, type, status, status_since, summary, request,
       request_hash, request_key, po_number, user_id, deadline_at, deadline_seconds, overdue_at, overdue, error, created_at,
       updated_at, settled_at, version)
     SELECT id, $1, CASE WHEN n % 5000 = 7 THEN 'rare' ELSE 's' || n % 50 END, 'hitl-v1',
       CASE WHEN n % 5000 = 11 THEN 'sync_creatives' WHEN n % 7 = 0 THEN 'update_media_buy' ELSE 'create_media_buy' END,
       status, created + make_interval(secs => n::bigint * 7919 % 86400), '{}', '{}', 'hash', gen_random_uuid(),
       'PO-' || n, CASE WHEN n % 5000 = 13 THEN 'ana' ELSE 'user' || n % 20 END,
       created + make_interval(secs => 86400 + n::bigint * 104729 % 86400), 86400,
       CASE WHEN settled THEN NULL ELSE created + interval '12 hours' END, NOT settled AND n % 400 = 3, NULL, created,
       created, CASE WHEN settled THEN created + interval '1 hour' END, 3
     FROM (
       SELECT n, status, created, status IN ('created', 'active', 'completed', 'failed', 'rejected', 'canceled') AS settled,
         (lpad(to_hex((extract(epoch FROM created) * 1000)::bigint), 12, '0') || '7000' || '8'
           || lpad(to_hex(n), 15, '0'))::uuid AS id
       FROM (
         SELECT n, $2::timestamptz - make_interval(secs => ($3::int - n) * ${EVERY_SECONDS}) AS created,
           CASE WHEN n % 1000 = 1 THEN 'in_doubt' WHEN n % 1000 = 2 THEN 'pending_input'
             WHEN n % 1000 = 4 THEN 'working' WHEN n % 10 = 3 THEN 'pending_approval' WHEN n % 10 = 5 THEN 'rejected'
             ELSE 'created' END AS status
         FROM generate_series(1, $3::int) n) rows) made`,
    [tenantId, newest.toISOString(), ROWS],
  );
  await pool.query(
    `UPDATE operations SET attention_since = status_since,
       attention_reason = CASE status WHEN 'in_doubt' THEN 'in_doubt' ELSE 'input_required' END
     WHERE status IN ('in_doubt', 'pending_input')`,
  );
  await pool.query('VACUUM ANALYZE operations');
  await pool.query('VACUUM ANALYZE operation_search, operation_search_later');
}

interface Explained {
  Plan: Plan;
  'Planning Time': number;
  'Execution Time': number;
}

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Actual Rows'?: number;
  'Actual Loops'?: number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: Plan[];
}

const under = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(under)];

/** What a plan read from tables: rows that it took and rows that it threw away. */
function touched(plan: Plan): number {
  return under(plan)
    .filter((node) => node['Relation Name'] !== undefined)
    .reduce((sum, node) => {
      const rows =
        (node['Actual Rows'] ?? 0) +
        (node['Rows Removed by Filter'] ?? 0) +
        (node['Rows Removed by Index Recheck'] ?? 0);
      return sum + rows * (node['Actual Loops'] ?? 1);
    }, 0);
}

const filters: [string, OperationFilter][] = [
  ['nothing', {}],
  ['status', { statuses: ['created'] }],
  ['a rare status', { statuses: ['in_doubt'] }],
  ['a status of none', { statuses: ['canceled'] }],
  ['a kind', { statuses: statusesOfKind('pending') }],
  ['waiting_for', { statuses: statusesWaitingFor('desk') }],
  ['seller_id', { sellerId: 's7' }],
  ['a rare seller_id', { sellerId: 'rare' }],
  ['type', { type: 'create_media_buy' }],
  ['a rare type', { type: 'sync_creatives' }],
  ['user_id', { userId: 'user3' }],
  ['a rare user_id', { userId: 'ana' }],
  ['po_number', { poNumber: `PO-${Math.floor(ROWS / 2)}` }],
  ['attention', { attention: true }],
  ['overdue', { overdue: true }],
];
const byEach: [string, OperationFilter, OperationSort][] = filters.flatMap(([name, filter]) =>
  operationSorts.map((sort): [string, OperationFilter, OperationSort] => [name, filter, sort]),
);
const together: [string, OperationFilter, OperationSort][] = [
  ['seller with status', { sellerId: 's7', statuses: ['in_doubt'] }, '-created_at'],
  ['seller with kind', { sellerId: 's7', statuses: statusesOfKind('pending') }, 'created_at'],
  ['user with waiting_for', { userId: 'user3', statuses: statusesWaitingFor('desk') }, 'status_since'],
  ['user with waiting_for', { userId: 'ana', statuses: statusesWaitingFor('seller') }, '-status_since'],
  ['created_after', { createdAfter: at(0.5) }, 'created_at'],
  ['created_before', { createdBefore: at(0.5) }, '-created_at'],
  ['created between', { createdAfter: at(0.5), createdBefore: at(0.6) }, '-created_at'],
  ['seller, created_before', { sellerId: 's7', createdBefore: at(0.3) }, '-created_at'],
];

const counted: [string, OperationFilter][] = [
  ['nothing', {}],
  ['seller_id', { sellerId: 's7' }],
  ['user_id', { userId: 'user3' }],
  ['status', { statuses: statusesOfKind('open') }],
  ['user_id and waiting_for', { userId: 'user3', statuses: statusesWaitingFor('desk') }],
  ['type', { type: 'create_media_buy' }],
  ['attention', { attention: true }],
  ['overdue', { overdue: true }],
  ['created_after', { createdAfter: at(0.9) }],
  ['q', { search: `po-${ROWS - 1}` }],
];

describe(`the list of ${ROWS} operations`, () => {
  let database: TestDatabase;
  /** Milliseconds in the database, planning too, of each plan by what was asked. A busy machine shows in them. */
  const figures: Record<'a page (goal 20)' | 'counts (goal 50)' | 'stats of a month (goal 50)', [string, number][]> = {
    'a page (goal 20)': [],
    'counts (goal 50)': [],
    'stats of a month (goal 50)': [],
  };
  const desk = randomUUID();

  beforeAll(async () => {
    database = await createTestDatabase();
    const tenant = new TestDesk(database, new TestClock(), desk);
    await tenant.open();
    for (let n = 0; n < 50; n += 1) await tenant.addSeller(`s${n}`);
    await tenant.addSeller('rare');
    await seed(database.pool, desk);
    while ((await sumUpDays(database.pool, new Date(newest.getTime() + 3_600_000))) > 0);
  }, SEED_MS);
  afterAll(async () => {
    await database.drop();
    console.info(figuresText());
  });

  function figuresText(): string {
    const lines = Object.entries(figures).map(([what, measured]) => {
      const sorted = [...measured].sort(([, left], [, right]) => left - right);
      const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
      const [slowest, most = 0] = sorted.at(-1) ?? [];
      return `${what}: p50 ${at(0.5)?.[1].toFixed(1)}, p95 ${at(0.95)?.[1].toFixed(1)}, most ${most.toFixed(1)} by ${slowest}`;
    });
    return `Milliseconds in the database at ${ROWS} operations\n${lines.join('\n')}`;
  }

  async function explained(text: string, values: unknown[]): Promise<Explained> {
    const { rows } = await database.pool.query<{ 'QUERY PLAN': [Explained] }>(
      `EXPLAIN (ANALYZE, FORMAT JSON) ${text}`,
      values,
    );
    return rows[0]!['QUERY PLAN'][0];
  }
  const millisecondsOf = (found: Explained) => found['Planning Time'] + found['Execution Time'];

  async function explain(filter: OperationFilter, sort: OperationSort, after: { id: string; at?: string } | null) {
    const { text, parameters } = pageStatement(desk, filter, sort, { after, limit: LIMIT });
    const found = await explained(text, parameters.values);
    figures['a page (goal 20)'].push([`${JSON.stringify(filter)}, ${sort}`, millisecondsOf(found)]);
    return found.Plan;
  }

  it.each([...byEach, ...together])('by %s %j, %s: goes by an index', async (_name, filter, sort) => {
    const { carried } = pageStatement(desk, filter, sort, { after: null, limit: LIMIT });
    expect(carried).toBe(true);
    const first = await listOperations(database.pool, desk, filter, { after: null, limit: LIMIT - 1, sort });
    for (const after of [null, first.after]) {
      const plan = await explain(filter, sort, after);
      expect(under(plan).map((node) => node['Node Type'])).not.toContain('Seq Scan');
      expect(touched(plan)).toBeLessThanOrEqual(MOST_ROWS);
    }
  });

  it('finds by a part of a word, without regard to case, in the newest matches', async () => {
    const { pool } = database;
    const found = async (search: string, more: OperationFilter = {}) =>
      (await listOperations(pool, desk, { search, ...more }, { after: null, limit: 50 })).items;
    const one = await found(`po-${ROWS - 1}`);
    expect(one.map(({ operation }) => operation.poNumber)).toEqual([`PO-${ROWS - 1}`]);
    expect((await found(one[0]!.operation.id.slice(-12).toUpperCase()))[0]?.operation.id).toBe(one[0]!.operation.id);
    expect(await found('PO-1', { statuses: ['in_doubt'] })).not.toHaveLength(0);
    expect(await found('no such number')).toEqual([]);
  });

  it('pages through what a search finds, each once and the newest first', async () => {
    const page = (after: PagePlace | null, filter: OperationFilter = {}) =>
      listOperations(database.pool, desk, { search: 'po-12', ...filter }, { after, limit: 7 });
    const seen: string[] = [];
    let after: PagePlace | null = null;
    for (let pages = 0; pages < 3; pages += 1) {
      const { items, after: next } = await page(after);
      seen.push(...items.map(({ operation }) => operation.id));
      after = next;
    }
    const { rows } = await database.pool.query<{ id: string }>(
      `SELECT id FROM operations WHERE tenant_id = $1 AND po_number LIKE 'PO-12%' ORDER BY id DESC LIMIT 21`,
      [desk],
    );
    expect(seen).toEqual(rows.map(({ id }) => id));
    const { items } = await page(after, { statuses: ['created'] });
    expect(items.every(({ operation }) => operation.status === 'created' && operation.id < seen.at(-1)!)).toBe(true);
  });

  it('searches behind the fence, in the own tenant alone', async () => {
    const client = await database.pool.connect();
    const found = async (tenant: string): Promise<number> => {
      await client.query('BEGIN');
      await client.query(`SELECT set_config('role', 'adcp_api', true), set_config('ado.tenant', $1, true)`, [tenant]);
      const { rowCount } = await client.query(`SELECT FROM search_operations($1, '%po-1%', 20, NULL)`, [desk]);
      await client.query('ROLLBACK');
      return rowCount ?? 0;
    };
    try {
      expect([await found(desk), await found(randomUUID()), await found('')]).toEqual([20, 0, 0]);
    } finally {
      client.release();
    }
  });

  it('counts what there is, each kind up to 10,000', async () => {
    const { pool } = database;
    const counts = await countOperations(pool, desk, {});
    const created = { count: Math.min(10_000, ROWS * 0.8 - (ROWS / 1000) * 3), more: ROWS * 0.8 > 10_030 };
    expect(counts.byStatus.get('created')).toEqual(created);
    expect(counts.byStatus.get('in_doubt')).toEqual({ count: Math.min(10_000, ROWS / 1000), more: false });
    expect(counts.byStatus.has('canceled')).toBe(false);
    expect(counts.attention.count).toBe(Math.min(10_000, (ROWS / 1000) * 2));
    expect(counts.bySeller.get('rare')).toEqual({ count: ROWS / 5000, more: false });
    const doubts = await countOperations(pool, desk, { statuses: ['in_doubt'], userId: 'user1' });
    expect([...doubts.byStatus]).toEqual([['in_doubt', doubts.total]]);
    expect([...doubts.bySeller.values()].reduce((sum, { count }) => sum + count, 0)).toBe(doubts.total.count);
    const found = await countOperations(pool, desk, { search: `po-${ROWS - 1}` });
    expect(found.total).toEqual({ count: 1, more: false });
    expect((await countOperations(pool, desk, { statuses: [] })).total).toEqual({ count: 0, more: false });
  });

  it.each(counted)('counts by %s: by indexes, and no more than is counted', async (name, filter) => {
    let milliseconds = 0;
    for (const { text, parameters } of countStatements(desk, filter)) {
      const found = await explained(text, parameters.values);
      const reads = under(found.Plan).filter((node) => node['Relation Name'] === 'operations');
      // A table no larger than what is counted is best read whole.
      if (ROWS > MAX_COUNTED) expect(reads.map((node) => node['Node Type'])).not.toContain('Seq Scan');
      expect(Math.max(...reads.map((node) => node['Actual Rows'] ?? 0))).toBeLessThanOrEqual(MAX_COUNTED + 1);
      // Each status, and a few sellers that are not known to have more.
      expect(touched(found.Plan)).toBeLessThanOrEqual((operationStatuses.length + 4) * (MAX_COUNTED + 1));
      milliseconds = Math.max(milliseconds, millisecondsOf(found));
    }
    figures['counts (goal 50)'].push([name, milliseconds]);
  });

  it('says of filters that find more than are counted that every count is of the newest', async () => {
    const counts = await countOperations(database.pool, desk, { type: 'create_media_buy' });
    const more = ROWS * 0.85 > MAX_COUNTED;
    expect(counts.total).toMatchObject({ more });
    expect(counts.bySeller.get('s1')).toMatchObject({ more });
    expect((await countOperations(database.pool, desk, { type: 'sync_creatives' })).total).toEqual({
      count: Math.min(ROWS / 5000, MAX_COUNTED),
      more: false,
    });
  });

  it.each([null, 'seller', 'type', 'day'] as const)('sums up a month by %s from its days', async (groupBy) => {
    const { text, values } = statsStatement(desk, { from: '2026-10-01', to: '2026-11-01', groupBy });
    const found = await explained(text, values);
    const operations = under(found.Plan).filter((node) => node['Relation Name'] === 'operations');
    expect(operations.reduce((sum, node) => sum + (node['Actual Rows'] ?? 0), 0)).toBeLessThanOrEqual(MOST_ROWS);
    figures['stats of a month (goal 50)'].push([String(groupBy), millisecondsOf(found)]);
  });

  it.each<[OperationFilter, OperationSort]>([
    [{ createdBefore: at(0.1) }, '-status_since'],
    [{ createdAfter: at(0.99), sellerId: 's7' }, 'deadline_at'],
  ])('goes by an index of either by %j in the order %s, which none carries', async (filter, sort) => {
    const { text, parameters } = pageStatement(desk, filter, sort, { after: null, limit: LIMIT });
    const { Plan: plan } = await explained(text, parameters.values);
    expect(under(plan).map((node) => node['Node Type'])).not.toContain('Seq Scan');
    const page = await listOperations(database.pool, desk, filter, { after: null, limit: LIMIT, sort });
    expect(page.items).toHaveLength(Math.min(LIMIT, filter.sellerId === undefined ? LIMIT : (ROWS * 0.01) / 50));
  });

  it('pages through a list in every order, each operation once', async () => {
    const statuses: OperationStatus[] = ['in_doubt', 'pending_input', 'working'];
    for (const sort of operationSorts) {
      const seen: string[] = [];
      let after: { id: string; at?: string } | null = null;
      let pages = 0;
      do {
        const page = await listOperations(database.pool, desk, { statuses }, { after, limit: 7, sort });
        seen.push(...page.items.map(({ operation }) => operation.id));
        after = page.after;
        pages += 1;
      } while (after !== null && pages < 30);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.length).toBe(Math.min((ROWS / 1000) * 3, 210));
      const key = sort.replace('-', '').replace('created_at', 'id');
      const ordered = await database.pool.query<{ id: string }>(
        `SELECT id FROM operations WHERE tenant_id = $1 AND status = ANY ($2::text[])
         ORDER BY ${key} ${sort.startsWith('-') ? 'DESC' : 'ASC'}, id ${sort.startsWith('-') ? 'DESC' : 'ASC'} LIMIT $3`,
        [desk, statuses, seen.length],
      );
      expect(seen).toEqual(ordered.rows.map(({ id }) => id));
    }
  });

  it('is empty when a status and whose move it is exclude each other', async () => {
    const page = await listOperations(database.pool, desk, { statuses: [] }, { after: null, limit: 5 });
    expect(page).toEqual({ items: [], after: null });
  });
});
