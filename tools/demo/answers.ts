import type { Stack } from '../supervisor/stack';
import type { ControlClient } from './control-client';

const metric = 'adcp_orchestrator_seller_calls_total';

/**
 * Counts the sellers' answers about the buys by how they came: responses and polls from the metrics of every process,
 * webhooks as accepted by the sellers' own count.
 */
export async function answersHeard(stack: Stack, control: ControlClient): Promise<Map<string, number>> {
  const texts = await Promise.all(stack.apps.map((app) => metricsOf(stack.internalUrl(app))));
  const sums = new Map<string, number>();
  for (const [source, count] of texts.flatMap(answersIn)) sums.set(source, (sums.get(source) ?? 0) + count);
  const { deliveries } = (await control.get('/control/webhooks')) as { deliveries: { delivered: boolean }[] };
  const accepted = deliveries.filter(({ delivered }) => delivered).length;
  if (accepted > 0) sums.set('webhook', accepted);
  return sums;
}

/** @param text Prometheus exposition format */
export function answersIn(text: string): [source: string, count: number][] {
  const line = new RegExp(`^${metric}\\{[^}]*source="([^"]+)"[^}]*\\} (\\d+)`, 'gm');
  return [...text.matchAll(line)].map(([, source = '', count]) => [source, Number(count)]);
}

/** @returns an empty text when the process does not answer: these figures are extra, and decide nothing */
async function metricsOf(base: string | undefined): Promise<string> {
  if (!base) return '';
  try {
    const answer = await fetch(`${base}/metrics`, { signal: AbortSignal.timeout(5_000) });
    return answer.ok ? await answer.text() : '';
  } catch {
    return '';
  }
}
