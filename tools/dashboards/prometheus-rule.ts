import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { parse, stringify } from 'yaml';
import { RULES, workspace } from './rules';

export const PROMETHEUS_RULE = join(workspace, 'dashboards/prometheus-rule.yaml');

/** @returns the alerts as the object that the Prometheus Operator reads */
export function prometheusRule(): Promise<string> {
  const object = {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: {
      name: 'adcp-orchestrator',
      // As at the PodMonitor: kube-prometheus-stack takes what has the name of its release.
      labels: { 'app.kubernetes.io/name': 'adcp-orchestrator', release: 'kube-prometheus-stack' },
    },
    spec: parse(readFileSync(join(workspace, RULES), 'utf8')) as unknown,
  };
  const said =
    '# Made of adcp-orchestrator.rules.yaml by `npm run dashboards:generate`. Change that file, not this one.\n';
  return format(said + stringify(object, { lineWidth: 0 }), { parser: 'yaml', printWidth: 120, singleQuote: true });
}
