import type { TracingSettings } from '../config/tracing-settings';
import type { Log } from '../logging/create-logger';
import { startSdk } from './telemetry-sdk';
import { tracingState } from './tracing-state';

/**
 * Turns tracing on, for this process and before its work begins.
 * @param settings null: nothing is traced, and nothing of the SDK is loaded
 * @param name the app
 * @param lastExportMs how long a process that ends waits for the collector
 * @returns sends what is left, within a bound, and ends tracing; null when there is nothing to end
 */
export async function startTracing(
  settings: TracingSettings | null,
  name: string,
  log: Log,
  lastExportMs?: number,
): Promise<(() => Promise<void>) | null> {
  if (settings === null || tracingState() !== null) return null;
  const [node, traces] = [await import('@opentelemetry/sdk-node'), await import('@opentelemetry/sdk-trace')];
  return startSdk({ node, traces }, settings, name, log, lastExportMs);
}
