import { setTimeout as sleep } from 'node:timers/promises';
import Table from 'cli-table3';
import type { Figure } from '../../tools/bench/figure';
import type { Product } from '../context';
import { getJson } from '../../tools/shared/get-json';
import { metricLines } from '../../tools/shared/metrics';
import type { PostgresProbe, StatementCost } from '../measure/postgres';
import { say } from '../program';

const GOAL_MS = 5;
/** As k8s/components/monitoring has it. */
const BETWEEN_MS = 15_000;
/** Every sweep runs within this time, so that none is taken for a gauge. */
const SWEEPS_MS = 75_000;
/** Two minutes: a gauge that is read once a minute is read twice. */
const SCRAPES = 8;
/** So many come before: a connection plans what it reads for the first time. */
const WARM_UP = 4;
/** Named as in libs/platform/src/metrics: without these the processes show no counts of rows. */
const METRICS = ['adcp_orchestrator_overdue_rows', 'adcp_orchestrator_pending_operations'];

/**
 * Measures what the gauges that count rows cost: the statements that run only when every process is scraped, and never
 * while none is. What readiness asks is none of them: each process must know that for itself.
 */
export async function measureGauges(product: Product, postgres: PostgresProbe, there: string): Promise<Figure> {
  await postgres.reset();
  await sleep(SWEEPS_MS);
  for (const url of product.internalUrls) await getJson(`${url}/readyz`);
  const unasked = new Set((await postgres.statements(product.databaseUrl))?.map(({ id }) => id));
  for (let made = 0; made < WARM_UP; made += 1) {
    await scrape(product);
    await sleep(BETWEEN_MS);
  }
  await postgres.reset();
  for (let made = 0; made < SCRAPES; made += 1) {
    if (made > 0) await sleep(BETWEEN_MS);
    await scrape(product);
  }
  const statements = await postgres.statements(product.databaseUrl);
  return report(statements?.filter(({ id }) => !unasked.has(id)) ?? null, there);
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
