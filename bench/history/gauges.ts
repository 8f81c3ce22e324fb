import { setTimeout as sleep } from 'node:timers/promises';
import Table from 'cli-table3';
import type { Figure } from '../../tools/bench/figure';
import type { Product } from '../context';
import { getJson } from '../../tools/shared/get-json';
import { metricLines } from '../../tools/shared/metrics';
import type { PostgresProbe, StatementCost } from '../measure/postgres';
import { say } from '../program';

const GOAL_MS = 5;
/** A gauge is read again no sooner than this: the longest `maxAgeMs` of all, and a little. */
const BETWEEN_MS = 31_000;
/** Every sweep runs within this time, so that none is taken for a gauge. */
const SWEEPS_MS = 75_000;
const SCRAPES = 2;
/** Named as in libs/platform/src/metrics: without these the processes show no counts of rows. */
const METRICS = ['adcp_orchestrator_overdue_rows', 'adcp_orchestrator_pending_operations'];

/**
 * Measures what the gauges that count rows cost: the statements that run only when every process is scraped, and never
 * while none is. What readiness asks is none of them: each process must know that for itself.
 */
export async function measureGauges(product: Product, postgres: PostgresProbe, there: string): Promise<Figure> {
  await scrape(product);
  await postgres.reset();
  await sleep(SWEEPS_MS);
  for (const url of product.internalUrls) await getJson(`${url}/readyz`);
  const unasked = new Set((await postgres.statements(product.databaseUrl))?.map(({ text }) => text));
  await postgres.reset();
  for (let made = 0; made < SCRAPES; made += 1) {
    if (made > 0) await sleep(BETWEEN_MS);
    await scrape(product);
  }
  const statements = await postgres.statements(product.databaseUrl);
  return report(statements?.filter(({ text }) => !unasked.has(text)) ?? null, there);
}

/** As Prometheus does, all processes. @throws Error when no process shows the counts */
async function scrape({ internalUrls }: Product): Promise<void> {
  const pages = await Promise.all(internalUrls.map((url) => metricLines(url)));
  const lines = pages.flat();
  for (const metric of METRICS)
    if (!lines.some((line) => line.startsWith(`${metric}{`))) throw new Error(`no process shows ${metric}`);
}

function report(gauges: readonly StatementCost[] | null, there: string): Figure {
  const goal = `<= ${GOAL_MS} ms, each once`;
  const what = `gauges over the database, ${there} operations, for one scrape of all processes`;
  if (gauges === null) return { what, goal, figure: 'statements are not counted', reached: null };
  if (gauges.length === 0) throw new Error('no statement ran only for the gauges');
  const table = new Table({ head: ['statement of a gauge', 'runs a scrape', 'ms a run'] });
  for (const { text, calls, milliseconds } of gauges)
    table.push([text.replace(/\s+/g, ' ').slice(0, 70), calls / SCRAPES, (milliseconds / calls).toFixed(2)]);
  say(table.toString());
  const ms = gauges.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / SCRAPES;
  const most = Math.max(...gauges.map(({ calls }) => calls)) / SCRAPES;
  const figure = `${ms.toFixed(1)} ms, ${most <= 1 ? 'once' : `up to ${most} times`}`;
  return { what, goal, figure, reached: ms <= GOAL_MS && most <= 1 };
}
