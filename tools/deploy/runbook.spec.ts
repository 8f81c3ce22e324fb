import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { HealthPath, MetricName, environmentSchema } from '@adcp-orchestrator/platform';
import { apps, productionSecret, read, workspace } from './deployments';

const runbook = read('docs/runbooks/deploy.md');
const quoted = [...runbook.matchAll(/`([^`\n]+)`/g)].map(([, text]) => text ?? '');

describe('docs/runbooks/deploy.md', () => {
  it('names only metrics that exist', () => {
    const metrics: string[] = Object.values(MetricName);
    expect(
      [...runbook.matchAll(/adcp_orchestrator_\w+/g)].map(([name]) => name).filter((name) => !metrics.includes(name)),
    ).toEqual([]);
  });

  it('names only variables that exist', () => {
    const known = Object.keys(environmentSchema.shape);
    expect(quoted.filter((text) => /^[A-Z][A-Z]*_[A-Z_]+$/.test(text) && !known.includes(text))).toEqual([]);
  });

  it('names only files that exist', () => {
    const files = runbook.match(/(?<![\w.-])(?:k8s|docs|libs|apps|tools)\/[\w./-]*\w/g) ?? [];
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((file) => !existsSync(join(workspace, file)))).toEqual([]);
  });

  it('makes the Secret with every key that it needs', () => {
    const made = [...runbook.matchAll(/--from-literal=(\w+)=/g)].map(([, key]) => key);
    expect(made.sort()).toEqual(Object.keys(productionSecret().values).sort());
    expect(runbook).toContain(`create secret generic ${productionSecret().name}`);
  });

  it('explains every app, and the paths for probes and metrics', () => {
    for (const app of apps) expect(runbook).toMatch(new RegExp(`\\| \`${app}\` +\\|`));
    for (const path of Object.values(HealthPath)) expect(runbook).toContain(`\`${path}\``);
  });
});
