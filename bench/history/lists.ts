import Table from 'cli-table3';
import type { Figure } from '../../tools/bench/figure';
import type { Product } from '../context';
import { callApi } from '../measure/call-api';
import type { PostgresProbe } from '../measure/postgres';
import { percentile } from '../measure/statistics';
import { say } from '../program';

const GOAL_DATABASE_MS = 20;
const GOAL_HTTP_MS = 40;
/** The API's own statements run under this role, those of the workers under another. */
const API_ROLE = 'adcp_api';
/** Of each list: the first page and the second by turns. */
const REQUESTS = 30;
const WARM_UP = 4;

type Item = Record<string, unknown>;

interface List {
  name: string;
  path: string;
  /** What every item of it must be like. */
  fits: (item: Item) => boolean;
  /** How many items the first page has. Absent: it is full. */
  items?: number;
}

interface Page {
  items: Item[];
  next_cursor: string | null;
}

interface ListCost {
  list: List;
  httpMs: number[];
  /** Of one request; null when the server does not count statements. */
  databaseMs: number | null;
}

const PAGE = 50;

/** Measures each of the desk's lists among so many operations of `seedHistory`. */
export async function measureLists(product: Product, postgres: PostgresProbe, operations: number): Promise<Figure[]> {
  const costs: ListCost[] = [];
  for (const list of listsOf(operations)) costs.push(await costOf(list, product, postgres));
  const table = new Table({ head: ['list of operations', 'in the database, ms', 'over HTTP, p50, ms', 'longest'] });
  for (const { list, httpMs, databaseMs } of costs)
    table.push([
      list.name,
      databaseMs?.toFixed(1) ?? '?',
      percentile(httpMs, 0.5).toFixed(1),
      percentile(httpMs, 1).toFixed(1),
    ]);
  say(table.toString());
  say('Checked: every page holds what was asked for, and as much.');
  return figuresOf(costs, operations);
}

function listsOf(operations: number): List[] {
  const one = `BENCH-${operations - 7}`;
  const by = (filter: string, value: string, field = filter): List => ({
    name: `${filter}=${value}`,
    path: `/v1/operations?${filter}=${encodeURIComponent(value)}`,
    fits: (item) => item[field] === value,
  });
  const rare = Math.min(PAGE, Math.floor((operations - 1) / 1_000) + 1);
  return [
    { name: 'all', path: '/v1/operations?limit=50', fits: () => true },
    by('status', 'created'),
    by('status', 'pending_approval'),
    { ...by('status', 'in_doubt'), items: rare },
    { ...by('po_number', `BENCH-${Math.floor(operations / 2)}`), items: 1 },
    {
      name: `q=${one}`,
      path: `/v1/operations?q=${one}`,
      fits: ({ po_number: number }) => number === one,
      items: 1,
    },
    {
      name: 'q=bench-1',
      path: '/v1/operations?q=bench-1',
      fits: ({ po_number: number }) => String(number).startsWith('BENCH-1'),
    },
    by('seller_id', 'bench-7'),
    by('type', 'create_media_buy'),
    by('type', 'update_media_buy'),
    by('user_id', 'trader3@desk.example'),
    {
      name: 'deliveries, status=dead',
      path: '/v1/deliveries?status=dead',
      fits: ({ status }) => status === 'dead',
      items: Math.min(PAGE, Math.floor((operations - 17) / 5_000) + 1),
    },
  ];
}

async function costOf(list: List, product: Product, postgres: PostgresProbe): Promise<ListCost> {
  const first = await read(product, list, null);
  if (first.items.length !== (list.items ?? PAGE))
    throw new Error(
      `the list ${list.name} has ${first.items.length} items on its first page instead of ${list.items ?? PAGE}`,
    );
  const cursors = [null, first.next_cursor];
  const pageAt = (request: number) => read(product, list, cursors[request % 2] ?? null);
  for (let request = 0; request < WARM_UP; request += 1) await pageAt(request);
  await postgres.reset();
  const httpMs: number[] = [];
  for (let request = 0; request < REQUESTS; request += 1) {
    const begin = performance.now();
    await pageAt(request);
    httpMs.push(performance.now() - begin);
  }
  const statements = await postgres.statements(product.databaseUrl);
  const ofApi = statements?.filter(({ role }) => role === API_ROLE) ?? null;
  if (ofApi?.length === 0) throw new Error(`no statement of ${list.name} ran under the role ${API_ROLE}`);
  const databaseMs = ofApi === null ? null : ofApi.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / REQUESTS;
  return { list, httpMs, databaseMs };
}

async function read(product: Product, list: List, cursor: string | null): Promise<Page> {
  const page = await callApi<Page>(product, 'GET', cursor === null ? list.path : `${list.path}&cursor=${cursor}`);
  const wrong = page.items.find((item) => !list.fits(item));
  if (wrong !== undefined)
    throw new Error(`the list ${list.name} has what does not belong there: ${JSON.stringify(wrong)}`);
  return page;
}

function figuresOf(costs: readonly ListCost[], operations: number): Figure[] {
  const lists = `${operations.toLocaleString()} operations: the slowest list`;
  const worst = (value: (cost: ListCost) => number): [name: string, ms: number] => {
    const sorted = costs.map((cost): [string, number] => [cost.list.name, value(cost)]).sort(([, a], [, b]) => b - a);
    return sorted[0] ?? ['none', NaN];
  };
  const [byDatabase, databaseMs] = worst((cost) => cost.databaseMs ?? NaN);
  const [byHttp, httpMs] = worst((cost) => percentile(cost.httpMs, 0.5));
  const isCounted = costs.every((cost) => cost.databaseMs !== null);
  return [
    {
      what: `${lists}, in the database`,
      goal: `<= ${GOAL_DATABASE_MS} ms`,
      figure: isCounted ? `${databaseMs.toFixed(1)} ms (${byDatabase})` : 'statements are not counted',
      reached: isCounted ? databaseMs <= GOAL_DATABASE_MS : null,
    },
    {
      what: `${lists}, over HTTP (p50)`,
      goal: `<= ${GOAL_HTTP_MS} ms`,
      figure: `${httpMs.toFixed(1)} ms (${byHttp})`,
      reached: httpMs <= GOAL_HTTP_MS,
    },
  ];
}
