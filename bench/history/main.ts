import { join } from 'node:path';
import type { Figure } from '../../tools/bench/figure';
import { type HistoryContext, type Product, readHistoryContext } from '../context';
import { tenantOf } from '../measure/call-api';
import { PostgresProbe } from '../measure/postgres';
import { untilQuiet } from '../measure/quiet';
import { run, say, tell } from '../program';
import { World } from '../rounds/world';
import { measureGauges } from './gauges';
import { measureGrowth } from './growth';
import { measureLists } from './lists';
import { seedHistory } from './seed';

/** What a desk has after some days. Growth is measured against it. */
const FEW = 10_000;

/** Measures what depends on how many operations there are. tools/bench.ts has started the product. */
async function main(): Promise<void> {
  const context = readHistoryContext();
  const postgres = await PostgresProbe.connect(context.product.databaseUrl);
  const world = new World(join(context.root, 'dist', 'bench'));
  try {
    tell({ figures: await measure(context, postgres, world) });
  } finally {
    await Promise.all([postgres.close(), world.stop()]);
  }
}

async function measure(context: HistoryContext, postgres: PostgresProbe, world: World): Promise<Figure[]> {
  const { product, small, operations, measures, rounds, sellers } = context;
  await seed(product, operations);
  if (small !== null) await seed(small, FEW);
  await untilQuiet(product, postgres.postmaster);
  const there = operations.toLocaleString();
  const figures: Figure[] = [];
  if (measures.includes('--lists')) figures.push(...(await measureLists(product, postgres, operations)));
  if (measures.includes('--gauges')) figures.push(await measureGauges(product, postgres, there));
  if (measures.includes('--growth') && small !== null)
    figures.push(
      ...(await measureGrowth({ large: product, small, postgres, world, rounds, sellers, there, few: FEW })),
    );
  return figures;
}

async function seed(product: Product, operations: number): Promise<void> {
  const startedAt = Date.now();
  await seedHistory(product.databaseUrl, await tenantOf(product), operations, () => undefined);
  say(`${operations.toLocaleString()} operations are there after ${Math.round((Date.now() - startedAt) / 1_000)} s.`);
}

run(main);
