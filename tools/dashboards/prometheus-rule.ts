import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { RULES, type RulesFile, readRulesFile, workspace } from './rules';

export const PROMETHEUS_RULE = join(workspace, 'dashboards/prometheus-rule.yaml');

const SELECTOR = /\b((?:adcp_orchestrator|nodejs|process)_\w+|up)\b(?:\{([^}]*)\})?/g;
const GROUPING = /\b(?:by|on|without|ignoring)\s*\([^)]*\)/;

/** @returns the query, asking each metric for the series of one namespace only */
export function inNamespace(query: string, namespace: string): string {
  // Labels have names of their own, which are no metrics.
  const parts = query.split(new RegExp(`(${GROUPING.source})`));
  return parts
    .map((part) =>
      GROUPING.test(part)
        ? part
        : part.replace(SELECTOR, (_, metric: string, labels: string | undefined) =>
            labels === undefined || labels.trim() === ''
              ? `${metric}{namespace="${namespace}"}`
              : `${metric}{namespace="${namespace}", ${labels}}`,
          ),
    )
    .join('');
}

/** The namespace that the base of the manifests puts everything into. */
export const baseNamespace = (): string =>
  z
    .looseObject({ namespace: z.string() })
    .parse(parse(readFileSync(join(workspace, 'k8s/base/kustomization.yaml'), 'utf8'))).namespace;

/** @returns the alerts, each about one installation: the Prometheus of a cluster may scrape others too */
export function rulesInNamespace(namespace: string): RulesFile {
  const { groups } = readRulesFile();
  return {
    groups: groups.map(({ name, rules }) => ({
      name,
      rules: rules.map((rule) => ({ ...rule, expr: inNamespace(rule.expr, namespace) })),
    })),
  };
}

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
    spec: rulesInNamespace(baseNamespace()),
  };
  const said = `# Made of ${RULES} by \`npm run dashboards:generate\`. Change that file, not this one.
# Each selector asks for the namespace, a label that the PodMonitor brings: another installation in the same Prometheus changes nothing.
`;
  return format(said + stringify(object, { lineWidth: 0 }), { parser: 'yaml', printWidth: 120, singleQuote: true });
}
