import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { HealthPath } from '@adcp-orchestrator/platform';
import { describeWithPrometheus } from '../shared/prometheus';
import { composeDeployment, composeFile, read, workspace } from './deployments';
import { appOf } from './workload';

const file = composeFile();
const config = z
  .looseObject({
    rule_files: z.tuple([z.string()]),
    scrape_configs: z.tuple([
      z.looseObject({
        metrics_path: z.string(),
        dns_sd_configs: z.tuple([z.looseObject({ names: z.array(z.string()), port: z.number() })]),
      }),
    ]),
  })
  .parse(parse(read('compose/prometheus.yaml')));

/** The directory or file of the clone that a service finds at a path of its own. */
function mountedAt(service: string, path: string): string | undefined {
  const mounts = (file.services[service]?.volumes ?? []).map((volume) => volume.split(':'));
  return mounts.find(([, inside = '']) => path === inside || path.startsWith(`${inside}/`))?.[0];
}

describe('the Prometheus of compose', () => {
  const [scraped] = config.scrape_configs;

  it('scrapes every process that answers with metrics, at its port and path', () => {
    const { names, port } = scraped.dns_sd_configs[0];
    const answering = composeDeployment().workloads.filter(
      (workload) => workload.probes.length > 0 && appOf(workload) !== 'sandbox-seller',
    );
    expect(names.sort()).toEqual(answering.map(({ name }) => name).sort());
    for (const { environment } of answering) expect(environment['INTERNAL_PORT']).toBe(String(port));
    expect(scraped.metrics_path).toBe(HealthPath.metrics);
    for (const name of names) expect(file.services[name]?.networks).toContain(file.services['prometheus']?.networks[0]);
  });

  it('finds its configuration and the rules in the clone', () => {
    expect(mountedAt('prometheus', '/etc/prometheus/prometheus.yml')).toBe('./compose/prometheus.yaml');
    expect(mountedAt('prometheus', config.rule_files[0])).toBe('./dashboards');
    expect(file.services['prometheus']?.command).toContain('--config.file=/etc/prometheus/prometheus.yml');
  });
});

describe('the Grafana of compose', () => {
  const provisioning = '/etc/grafana/provisioning';

  it('asks the Prometheus beside it', () => {
    expect(mountedAt('grafana', `${provisioning}/datasources`)).toBe('./compose/grafana/provisioning');
    const { datasources } = z
      .object({
        datasources: z.tuple([z.looseObject({ uid: z.string(), url: z.string(), isDefault: z.literal(true) })]),
      })
      .loose()
      .parse(parse(read('compose/grafana/provisioning/datasources/prometheus.yaml')));
    expect(new URL(datasources[0].url).hostname in file.services).toBe(true);
    expect(datasources[0].uid).toBe('prometheus');
  });

  it('shows the dashboards of the clone', () => {
    const { providers } = z
      .object({ providers: z.tuple([z.looseObject({ options: z.object({ path: z.string() }) })]) })
      .loose()
      .parse(parse(read('compose/grafana/provisioning/dashboards/adcp-orchestrator.yaml')));
    expect(mountedAt('grafana', providers[0].options.path)).toBe('./dashboards');
  });

  it('lets nobody sign in, and everybody who reaches it only look', () => {
    expect(file.services['grafana']?.environment).toMatchObject({
      GF_AUTH_ANONYMOUS_ENABLED: 'true',
      GF_AUTH_ANONYMOUS_ORG_ROLE: 'Viewer',
      GF_AUTH_BASIC_ENABLED: 'false',
      GF_AUTH_DISABLE_LOGIN_FORM: 'true',
    });
  });
});

describeWithPrometheus('promtool')('Prometheus', () => {
  it('takes the configuration, with the rules that are there', () => {
    const directory = mkdtempSync(join(tmpdir(), 'adcp-prometheus-'));
    try {
      const path = join(directory, 'prometheus.yaml');
      // Where compose mounts the directory, there is none on this machine.
      const rules = config.rule_files[0].replace('/etc/adcp-orchestrator', workspace);
      writeFileSync(path, read('compose/prometheus.yaml').replace(config.rule_files[0], rules));
      const check = (): string =>
        execFileSync('promtool', ['check', 'config', path], { encoding: 'utf8', timeout: 30_000, stdio: 'pipe' });
      expect(check()).toContain('SUCCESS');
      writeFileSync(path, read('compose/prometheus.yaml').replace('scrape_interval', 'scrape_intervall'));
      expect(check).toThrow(/scrape_intervall/);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });
});
