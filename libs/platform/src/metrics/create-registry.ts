import { Registry, collectDefaultMetrics } from 'prom-client';
import { registerBuildInfo } from './build-info';

/**
 * A registry of its own for each process, with the runtime's metrics in it; nothing is registered globally.
 * @param app labels every sample with the app that gave it
 */
export function createMetricsRegistry(app: string): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ app });
  collectDefaultMetrics({ register: registry });
  registerBuildInfo(registry);
  return registry;
}
