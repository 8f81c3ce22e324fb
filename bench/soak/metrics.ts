import { getText } from '../measure/get-json';

/** Named as in libs/platform/src/metrics. The bench reads from outside, like any scraper. */
const metric = {
  overdueAge: 'adcp_orchestrator_overdue_age_seconds',
  findings: 'adcp_orchestrator_sweep_findings_total',
  deliveries: 'adcp_orchestrator_deliveries_total',
  heap: 'nodejs_heap_size_used_bytes',
} as const;

export interface Scrape {
  /** Seconds; the oldest of any kind. */
  overdueAge: number;
  /** What only a sweep found: lost hints, since the processes started. */
  lostHints: number;
  delivered: number;
  /** MB, by process. */
  heapMb: Record<string, number>;
}

/** @param internalUrls of every process of the product, by name */
export async function scrape(internalUrls: Readonly<Record<string, string>>): Promise<Scrape> {
  const pages = await Promise.all(
    Object.entries(internalUrls).map(async ([app, url]) => ({
      app,
      lines: (await getText(`${url}/metrics`)).split('\n'),
    })),
  );
  const lines = pages.flatMap((page) => page.lines);
  return {
    overdueAge: Math.max(0, ...valuesOf(lines, metric.overdueAge)),
    lostHints: sum(valuesOf(lines, metric.findings)),
    delivered: sum(valuesOf(lines, metric.deliveries, 'outcome="delivered"')),
    heapMb: Object.fromEntries(pages.map(({ app, lines: own }) => [app, sum(valuesOf(own, metric.heap)) / 2 ** 20])),
  };
}

/** @returns the values of a metric. @throws Error when no process has it */
function valuesOf(lines: readonly string[], name: string, label = ''): number[] {
  if (!lines.some((line) => line.startsWith(`# TYPE ${name} `)))
    throw new Error(`no process of the product has the metric ${name}`);
  return lines
    .filter((line) => (line.startsWith(`${name} `) || line.startsWith(`${name}{`)) && line.includes(label))
    .map((line) => Number(line.slice(line.lastIndexOf(' ') + 1)));
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
