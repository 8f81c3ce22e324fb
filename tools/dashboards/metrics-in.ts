import { MetricName } from '@adcp-orchestrator/platform';

/** Metrics that every process has besides ours: of Node, of the process, and those that Prometheus makes itself. */
const foreign = ['up', 'nodejs_eventloop_lag_p99_seconds', 'process_start_time_seconds'];
const fromLibrary = /^(?:nodejs|process)_/;
/** What a histogram is exported as. */
const PARTS = ['_bucket', '_sum', '_count'];

const ours: readonly string[] = Object.values(MetricName);

/** @returns the names of metrics in a query: of ours, of Node and of Prometheus */
export function metricsIn(query: string): string[] {
  const withoutLabels = query.replace(/\{[^}]*\}/g, '').replace(/\b(?:by|on|without|ignoring)\s*\([^)]*\)/g, '');
  return [...new Set(withoutLabels.match(/\b(?:adcp_orchestrator|nodejs|process)_\w+|\bup\b/g) ?? [])];
}

/** @returns whether our processes export a metric of this name */
export function isExported(name: string): boolean {
  const whole = PARTS.reduce((short, part) => (short.endsWith(part) ? short.slice(0, -part.length) : short), name);
  return ours.includes(name) || ours.includes(whole) || foreign.includes(name) || fromLibrary.test(name);
}
