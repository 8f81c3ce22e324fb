/** Named as in libs/platform/src/metrics. The bench reads from outside, like any scraper. */
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
  const texts = await Promise.all(
    internalUrls.map(async (url) => {
      const response = await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(10_000) });
      if (!response.ok) throw new Error(`${url}/metrics answered ${response.status}`);
      return await response.text();
    }),
  );
  const lines = texts.flatMap((text) => text.split('\n'));
  return {
    sent: sum(lines, metric.sent, 'result="sent"'),
    handled: sum(lines, metric.handled, 'result="handled"'),
  };
}

function sum(lines: readonly string[], name: string, label: string): number {
  if (!lines.some((line) => line.includes(name))) throw new Error(`no process of the product has the metric ${name}`);
  return lines
    .filter((line) => line.startsWith(`${name}{`) && line.includes(label))
    .reduce((total, line) => total + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
}
