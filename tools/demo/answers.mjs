// @ts-check
import { serviceApps } from '../supervisor/stack.mjs';

const metric = 'adcp_orchestrator_seller_calls_total';

/**
 * How often sellers answered about the buys, by how it came: responses and polls from the metrics of every process,
 * webhooks as the sellers count those that were accepted.
 * @param {import('../supervisor/stack.mjs').Stack} stack
 * @param {import('./prepare.mjs').Client} control
 * @returns {Promise<Map<string, number>>}
 */
export async function answersHeard(stack, control) {
  const texts = await Promise.all(serviceApps.map((app) => metricsOf(stack.internalUrl(app))));
  /** @type {Map<string, number>} */
  const sums = new Map();
  for (const [source, count] of texts.flatMap(answersIn)) sums.set(source, (sums.get(source) ?? 0) + count);
  /** @type {{ deliveries: { delivered: boolean }[] }} */
  const { deliveries } = await control.get('/control/webhooks');
  const accepted = deliveries.filter(({ delivered }) => delivered).length;
  if (accepted > 0) sums.set('webhook', accepted);
  return sums;
}

/**
 * @param {string} text Prometheus exposition format
 * @returns {[source: string, count: number][]}
 */
export function answersIn(text) {
  const line = new RegExp(`^${metric}\\{[^}]*source="([^"]+)"[^}]*\\} (\\d+)`, 'gm');
  return [...text.matchAll(line)].map(([, source = '', count]) => [source, Number(count)]);
}

/**
 * @param {string | undefined} base
 * @returns {Promise<string>} empty when the process says nothing: the figure is a courtesy, not a judgement
 */
async function metricsOf(base) {
  if (!base) return '';
  try {
    const answer = await fetch(`${base}/metrics`, { signal: AbortSignal.timeout(5_000) });
    return answer.ok ? await answer.text() : '';
  } catch {
    return '';
  }
}
