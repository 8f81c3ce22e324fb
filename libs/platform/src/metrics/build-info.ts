import { Gauge, type Registry } from 'prom-client';
import { MetricName } from './metric-names';

/** Put in by `tools/build-app.ts`; not there when the sources run as they are. */
declare const ADO_BUILD: { version: string; commit: string } | undefined;

const fromSource = { version: 'source', commit: 'unknown' };

/** What this program was built from. */
export const build = typeof ADO_BUILD === 'undefined' ? fromSource : ADO_BUILD;

/** Tells which build this process runs, and on which Node. */
export function registerBuildInfo(registry: Registry): void {
  new Gauge({
    name: MetricName.buildInfo,
    help: 'Always 1; the labels say what this process was built from, and its Node',
    labelNames: ['version', 'commit', 'node'],
    registers: [registry],
  }).set({ ...build, node: process.version }, 1);
}
