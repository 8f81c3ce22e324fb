import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { metricsIn } from './metrics-in';
import { PROMETHEUS_RULE, baseNamespace, inNamespace } from './prometheus-rule';
import { readRules, workspace } from './rules';

const { spec } = z
  .looseObject({
    spec: z.object({
      groups: z.array(z.object({ rules: z.array(z.looseObject({ alert: z.string(), expr: z.string() })) })),
    }),
  })
  .parse(parse(readFileSync(PROMETHEUS_RULE, 'utf8')));
const rules = spec.groups.flatMap((group) => group.rules);

/** The namespace that KEDA asks for, which the scaling of a worker hangs on. */
const namespaceOfKeda = (worker: string): string | undefined =>
  /query: .*\{namespace="([^"]+)"/.exec(
    readFileSync(join(workspace, `k8s/components/autoscaling/keda/${worker}.yaml`), 'utf8'),
  )?.[1];

describe('the PrometheusRule', () => {
  it('has every alert of the rules file', () => {
    expect(rules.map(({ alert }) => alert)).toEqual(readRules().map(({ alert }) => alert));
  });

  it.each(rules.map(({ alert, expr }) => [alert, expr] as const))('%s asks one namespace only', (_, expr) => {
    const bare = expr.replaceAll(`{namespace="${baseNamespace()}"`, '').replaceAll(/"[^"]*"/g, '""');
    const asked = [...expr.matchAll(/\{namespace="([^"]+)"/g)].map(([, namespace]) => namespace);
    const braces = expr.match(/\{/g) ?? [];
    expect(metricsIn(expr).length).toBeGreaterThan(0);
    // Each pair of braces begins with the namespace, and no metric is without a pair.
    expect(asked).toEqual(braces.map(() => baseNamespace()));
    expect(bare.match(/\{/)).toBeNull();
    const names = expr.replaceAll(/\{[^}]*\}/g, '{}').replaceAll(/\b(?:by|on) \([^)]*\)/g, '');
    expect(names.match(/\b(?:adcp_orchestrator_\w+|(?:nodejs|process)_\w+|up)\b(?!\{)/g)).toBeNull();
  });

  it.each(['submitter', 'poller', 'notifier'])('asks the same namespace as the query that scales the %s', (worker) => {
    expect(namespaceOfKeda(worker)).toBe(baseNamespace());
  });
});

describe('a query in a namespace', () => {
  it('keeps the labels that it had, its ranges and its groupings', () => {
    expect(
      inNamespace('sum by (process_name) (rate(adcp_orchestrator_a_total{b="c"}[5m] offset 1h)) / on (x) up == 0', 'n'),
    ).toBe(
      'sum by (process_name) (rate(adcp_orchestrator_a_total{namespace="n", b="c"}[5m] offset 1h)) / on (x) up{namespace="n"} == 0',
    );
  });
});
