import { Gauge, type Registry } from 'prom-client';
import { MetricName } from '../metrics/metric-names';

/** Shows how many keys of before a rotation a process still has. While there is one, a rotation is not over. */
export function registerPreviousKeys(registry: Registry, keys: readonly Buffer[]): void {
  new Gauge({
    name: MetricName.previousCredentialsKeys,
    help: 'Previous keys (CREDENTIALS_KEY_PREVIOUS) that this process opens secrets with, besides the current one',
    registers: [registry],
  }).set(keys.length);
}
