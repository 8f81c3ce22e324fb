import { Gauge, type Registry } from 'prom-client';
import type { Log } from '../logging/create-logger';
import { within } from '../timing/within';

export interface PolledGaugeOptions<L extends string> {
  name: string;
  help: string;
  labelNames: readonly L[];
  /** Reads the present values. The samples of the last read are dropped first. */
  read: () => Promise<readonly { labels: Record<L, string>; value: number }[]>;
  /** A read that is younger than this many milliseconds is not repeated, however many scrape. */
  maxAgeMs?: number;
  /** Absent: `GAUGE_LIMIT_MS`. */
  limitMs?: number;
  /** Whether this process exports the gauge now. While not, nothing is read, and no sample stays. Default: always. */
  onlyWhile?: () => boolean;
}

/** Longest that a scrape waits for a read, unless the gauge says otherwise. */
export const GAUGE_LIMIT_MS = 2_000;

/**
 * A gauge that is read when it is scraped, bounded in time and frequency. When reading fails, the samples are left out:
 * a missing value shows in the graphs, an old one looks like the truth.
 */
export function registerPolledGauge<L extends string>(
  registry: Registry,
  log: Log,
  {
    name,
    help,
    labelNames,
    read,
    maxAgeMs = 2_000,
    limitMs = GAUGE_LIMIT_MS,
    onlyWhile = () => true,
  }: PolledGaugeOptions<L>,
): void {
  // On a clock that nobody sets back: an old value would look young after that.
  let readAt = -Infinity;
  let reading: Promise<void> | null = null;
  const gauge = new Gauge({
    name,
    help,
    labelNames: [...labelNames],
    registers: [registry],
    collect: async () => {
      if (onlyWhile() && performance.now() - readAt >= maxAgeMs) {
        reading ??= refresh().finally(() => {
          reading = null;
        });
        await reading;
      }
      // Asked again, because it may have ended while the values were read.
      if (!onlyWhile()) {
        gauge.reset();
        readAt = -Infinity;
      }
    },
  });

  async function refresh(): Promise<void> {
    try {
      const samples = await within(read(), limitMs, `reading ${name}`);
      gauge.reset();
      for (const { labels, value } of samples) gauge.set(labels, value);
      readAt = performance.now();
    } catch (error) {
      gauge.reset();
      log.warn({ err: error, metric: name }, 'a metric could not be read');
    }
  }
}
