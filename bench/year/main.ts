import { join } from 'node:path';
import Table from 'cli-table3';
import { Client } from 'pg';
import { type BenchContext, readContext } from '../context';
import { tenantOf } from '../measure/call-api';
import { PostgresProbe, type StatementCost } from '../measure/postgres';
import { median } from '../measure/statistics';
import { run, say, tell } from '../program';
import { type BenchParts, type RoundResult, runRound } from '../rounds/bench';
import { ProductSide } from '../rounds/product-side';
import { World } from '../rounds/world';
import { Copies } from './copy';
import { measureDeletion } from './deletion';
import { printSizes, tableSizes, totalOf } from './sizes';

const ORIGIN = 2_000;
const ROUNDS = 3;
const STEPS = 3;
const A_YEAR = 12_000_000;

/** By a word of its statements, as pg_stat_statements shows them. The first that fits counts. */
const steps: [step: string, fits: (statement: { text: string; role: string }) => boolean][] = [
  ['intake', ({ role }) => role === 'adcp_api'],
  ['gate', ({ text }) => /INSERT INTO timeline/.test(text) && /jsonb_to_recordset/.test(text)],
  ['claim', ({ text }) => /lease_owner/.test(text) && !/poll_lease_owner/.test(text)],
];

interface Measured {
  operations: number;
  bytes: number;
  micros: number[];
  /** Of one operation, by step. They tell growth from load of the machine. */
  pages: number[];
}

/** Grows a year of operations, and measures what they take and what one more costs. tools/bench.ts has started the product. */
async function main(): Promise<void> {
  const context = readContext();
  const postgres = await PostgresProbe.connect(context.product.databaseUrl);
  const world = new World(join(context.root, 'dist', 'bench'));
  const client = new Client({ connectionString: context.product.databaseUrl });
  await client.connect();
  try {
    await measure(context, { postgres, world, client });
    tell({ figures: [] });
  } finally {
    await Promise.all([postgres.close(), world.stop(), client.end()]);
  }
}

interface With {
  postgres: PostgresProbe;
  world: World;
  client: Client;
}

async function measure(context: BenchContext, { postgres, world, client }: With): Promise<void> {
  const { product, operations } = context;
  const tenantId = await tenantOf(product);
  // Nothing goes before it is measured.
  await client.query(
    `INSERT INTO tenant_settings (tenant_id, retention) VALUES ($1, '{"operationsDays": 3650, "eventsDays": 3650, "deliveriesDays": 3650}')`,
    [tenantId],
  );
  const [seller, receiver] = await Promise.all([world.start('seller.js'), world.start('receiver.js')]);
  const sellers = Array.from({ length: context.sellers }, (_, index) => `seller-${index}`);
  const addresses = sellers.map((id) => ({ id, url: `${seller.url}/sellers/${id}/mcp` }));
  const side = await ProductSide.prepare(product, addresses, receiver.url);
  const parts: BenchParts = { seller, receiver, postgres, redis: null, internalUrls: product.internalUrls, sellers };
  try {
    await runRound(parts, side, ORIGIN, 'origin');
    const most = Math.max(STEPS, Math.round(operations / ORIGIN));
    const copies = await Copies.prepare(client, tenantId, most);
    await side.analyze();
    const measured = [await step(parts, side, client)];
    for (let at = 1; at <= STEPS; at += 1) {
      const [from, to] = [Math.round((most * (at - 1)) / STEPS) + 1, Math.round((most * at) / STEPS)];
      const startedAt = Date.now();
      await copies.make(from, to);
      await client.query('VACUUM ANALYZE');
      say(
        `${((to + 1) * ORIGIN).toLocaleString()} operations are there; the last part took ${Math.round((Date.now() - startedAt) / 1_000)} s.`,
      );
      measured.push(await step(parts, side, client));
    }
    await client.query('VACUUM');
    await printSizes(client, await tableSizes(client), await countOf(client));
    report(measured);
    await measureDeletion({ product, client, postgres, tenantId });
  } finally {
    await side.close();
  }
}

/** Sizes and times at so many operations: the median of some rounds, each with its own operations on top. */
async function step(parts: BenchParts, side: ProductSide, client: Client): Promise<Measured> {
  const operations = await countOf(client);
  const bytes = totalOf(await tableSizes(client));
  const results: RoundResult[] = [];
  for (let round = 0; round < ROUNDS; round += 1)
    results.push(await runRound(parts, side, ORIGIN, `at${operations}-${round}`));
  const each = (of: (statement: StatementCost) => number): number[] =>
    steps.map((_, index) => median(results.map((result) => spent(result, index, of))));
  const [micros, pages] = [each(({ milliseconds }) => milliseconds * 1_000), each((statement) => statement.pages)];
  return { operations, bytes, micros, pages };
}

/** Those of the rounds are there too. */
async function countOf(client: Client): Promise<number> {
  const { rows } = await client.query<{ n: number }>('SELECT count(*)::int AS n FROM operations');
  return rows[0]?.n ?? 0;
}

/** What the statements of a step took for one operation. */
function spent(
  { statements, operations }: RoundResult,
  step: number,
  of: (statement: StatementCost) => number,
): number {
  const own = (statements ?? []).filter((one) => steps.findIndex(([, fits]) => fits(one)) === step);
  return own.reduce((sum, statement) => sum + of(statement), 0) / operations;
}

function report(measured: readonly Measured[]): void {
  const head = steps.map(([step]) => `${step}, µs (pages)`);
  const table = new Table({ head: ['operations', 'GB', ...head] });
  for (const { operations, bytes, micros, pages } of measured) {
    const cells = steps.map((_, at) => `${Math.round(micros[at] ?? 0)} (${Math.round(pages[at] ?? 0)})`);
    table.push([operations.toLocaleString(), (bytes / 1e9).toFixed(2), ...cells]);
  }
  const [first, last] = [measured[0], measured.at(-1)];
  if (first !== undefined && last !== undefined && last.operations > first.operations) {
    const slope = (last.bytes - first.bytes) / (last.operations - first.operations);
    table.push([
      `${A_YEAR.toLocaleString()}, by the slope`,
      ((slope * A_YEAR) / 1e9).toFixed(1),
      ...steps.map(() => ''),
    ]);
  }
  say(table.toString());
}

run(main);
