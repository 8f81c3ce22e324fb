import { metricLines, sum, valuesOf } from '../../tools/shared/metrics';

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
      lines: await metricLines(url),
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
