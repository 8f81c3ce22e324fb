import { metricLines, sum, valuesOf } from '../../tools/shared/metrics';

const LIMIT_MS = 10_000;
const metric = {
  sent: 'adcp_orchestrator_hints_sent_total',
  handled: 'adcp_orchestrator_hints_handled_total',
} as const;

/** Queue jobs so far, as the product's own metrics count them. */
export interface HintCounts {
  sent: number;
  handled: number;
}

/** @param internalUrls of every process of the product */
export async function readHints(internalUrls: readonly string[]): Promise<HintCounts> {
  const pages = await Promise.all(internalUrls.map((url) => metricLines(url, LIMIT_MS)));
  const lines = pages.flat();
  return {
    sent: sum(valuesOf(lines, metric.sent, 'result="sent"')),
    handled: sum(valuesOf(lines, metric.handled, 'result="handled"')),
  };
}
