import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HealthPath, environmentSchema } from '@adcp-orchestrator/platform';
import { isExported, metricsIn } from '../dashboards/metrics-in';
import { apps, productionSecret, read, workspace } from './deployments';

const runbook = read('docs/runbooks/deploy.md');

const documents = readdirSync(join(workspace, 'docs/runbooks')).map((name) => `docs/runbooks/${name}`);

describe.each([...documents, 'docs/monitoring.md', 'docs/operations.md'])('%s', (path) => {
  const text = read(path);
  const quoted = [...text.matchAll(/`([^`\n]+)`/g)].map(([, words]) => words ?? '');

  it('names only metrics that exist', () => {
    expect(metricsIn(text).filter((name) => !isExported(name))).toEqual([]);
  });

  it('names only variables that exist', () => {
    const script = read('k8s/rollout.sh');
    const ofTheScript = [...script.matchAll(/\$\{([A-Z_]+):-/g)].map(([, name]) => name ?? '');
    const known = [...Object.keys(environmentSchema.shape), ...ofTheScript];
    expect(quoted.filter((words) => /^[A-Z][A-Z]*_[A-Z_]+$/.test(words) && !known.includes(words))).toEqual([]);
  });

  it('names only files that exist', () => {
    const files = text.match(/(?<![\w.-])(?:k8s|docs|libs|apps|tools)\/[\w./-]*\w/g) ?? [];
    const inTheImage = (file: string): boolean => existsSync(join(workspace, dirname(file), 'src/main.ts'));
    expect(files.filter((file) => !existsSync(join(workspace, file)) && !inTheImage(file))).toEqual([]);
  });
});

describe('docs/runbooks/deploy.md', () => {
  it('makes the Secret with every key that it needs', () => {
    for (const text of [runbook, read('docs/operations.md')]) {
      const [file] = text.match(/\nprintf .* > secrets\.env\n[^]*?```ini\n[^]*?```/) ?? [''];
      expect(file).toContain('--from-env-file=secrets.env');
      const made = [...file.matchAll(/([A-Z_]+)=(?:%s|\w+:\/\/)/g)].map(([, key]) => key);
      expect(made.sort()).toEqual(Object.keys(productionSecret().values).sort());
      expect(text).toContain(`create secret generic ${productionSecret().name}`);
    }
  });

  it('explains every app, and the paths for probes and metrics', () => {
    for (const app of apps) expect(runbook).toMatch(new RegExp(`\\| \`${app}\` +\\|`));
    for (const path of Object.values(HealthPath)) expect(runbook).toContain(`\`${path}\``);
  });
});

describe('docs/operations.md', () => {
  const operations = read('docs/operations.md');

  it('names every component, and every network policy', () => {
    const directories = (path: string, depth = 1): string[] =>
      readdirSync(join(workspace, path), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .flatMap(({ name }) =>
          name === 'autoscaling' && depth > 0
            ? directories(join(path, name), 0).map((below) => `autoscaling/${below}`)
            : [name],
        );
    // These two are parts of others.
    const components = directories('k8s/components').filter(
      (name) => !['pod-defaults', 'autoscaling/api'].includes(name),
    );
    expect(components.filter((name) => !operations.includes(`\`${name}\``))).toEqual([]);
    const policies = readdirSync(join(workspace, 'k8s/base/network')).map((file) => file.replace('.yaml', ''));
    const hidden = ['kustomization', 'deny-by-default'];
    expect(policies.filter((name) => !hidden.includes(name) && !operations.includes(`\`${name}\``))).toEqual([]);
  });
});
