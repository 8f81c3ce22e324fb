// Writes what is made by code in `dashboards/`: the dashboards, and the alerts as a Kubernetes object.
import { writeFileSync } from 'node:fs';
import { dashboards, textOf } from './dashboards/dashboards';
import { PROMETHEUS_RULE, prometheusRule } from './dashboards/prometheus-rule';

async function main(): Promise<void> {
  for (const one of dashboards) writeFileSync(one.path, await textOf(one));
  writeFileSync(PROMETHEUS_RULE, await prometheusRule());
}

void main();
