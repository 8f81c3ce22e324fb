import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspace } from './rules';

/** A row of the document's table of metrics. */
export interface DocumentedMetric {
  /** With its prefix. */
  name: string;
  labels: string[];
}

export const readMonitoringDocument = (): string => readFileSync(join(workspace, 'docs/monitoring.md'), 'utf8');

/** The third column is empty, or says that one process at a time exports it. */
const ROW = /^\| `([a-z_]+)` +\| ([^|]*)\| +1? *\|/gm;

export function documentedMetrics(): DocumentedMetric[] {
  return [...readMonitoringDocument().matchAll(ROW)].map(([, name, labels]) => ({
    name: `adcp_orchestrator_${name ?? ''}`,
    labels: [...(labels ?? '').matchAll(/`(\w+)`/g)].map(([, label]) => label ?? ''),
  }));
}
