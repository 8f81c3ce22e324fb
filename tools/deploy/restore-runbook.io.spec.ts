import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { read } from './deployments';
import type { KubernetesObject } from './kubernetes-object';
import { renderOverlay } from './overlays';
import { ApiServerStandIn } from './testing/api-server';
import { describeWithKubectl } from './with-kubectl';

const runbook = read('docs/runbooks/restore.md');
const ofJob = z.object({
  items: z.tuple([
    z.looseObject({
      spec: z.looseObject({
        template: z.looseObject({
          spec: z.looseObject({
            containers: z.tuple([z.looseObject({ image: z.string(), args: z.array(z.string()) })]),
          }),
        }),
      }),
    }),
  ]),
});

const specOf = (object: KubernetesObject): object => z.looseObject({}).parse(object.spec);

/** The runbook's own words, with a real kubectl, against a stand-in of the API server. */
describeWithKubectl('ado_restore of docs/runbooks/restore.md', () => {
  let directory: string;
  let api: ApiServerStandIn;

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'adcp-restore-'));
    api = new ApiServerStandIn(() => undefined);
    const server = await api.listen();
    writeFileSync(
      join(directory, 'kubeconfig'),
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'Config',
        clusters: [{ name: 'stand-in', cluster: { server } }],
        users: [{ name: 'nobody', user: {} }],
        contexts: [{ name: 'stand-in', context: { cluster: 'stand-in', user: 'nobody' } }],
        'current-context': 'stand-in',
      }),
    );
    const cron = renderOverlay('production').find(
      ({ kind, metadata }) => kind === 'CronJob' && metadata.name === 'cli',
    );
    api.put({ apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'cli' }, spec: specOf(cron!) });
  });
  afterEach(async () => {
    await api.close();
    rmSync(directory, { recursive: true, force: true });
  });

  async function bash(script: string): Promise<string> {
    const { PATH } = process.env;
    const child = spawn('bash', ['-c', script], {
      env: { PATH, HOME: directory, KUBECONFIG: join(directory, 'kubeconfig') },
      timeout: 110_000,
    });
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    await new Promise((ended) => child.once('close', ended));
    return out;
  }

  /** The stand-in runs no pods, so nothing is there to follow. */
  const withoutLogs = 'kubectl() { case " $* " in *" logs "*) ;; *) command kubectl "$@" ;; esac; }';
  const [, made = ''] = /^(ado_restore\(\) \{\n[^]*?^\})/m.exec(runbook) ?? [];

  it.each([
    ['', []],
    ['--point-in-time --yes', ['--point-in-time', '--yes']],
  ])('makes a Job of the CronJob with its options: "%s"', async (options, given) => {
    await bash(`set -o pipefail\n${withoutLogs}\n${made}\nado_restore ${options}`);
    const jobs = ofJob.parse(JSON.parse(await bash('kubectl -n adcp-orchestrator get jobs --output json')));
    const [{ args, image }] = jobs.items[0].spec.template.spec.containers;
    expect(args).toEqual(['dist/apps/cli/main.js', 'restore', ...given]);
    expect(image).toContain('adcp-orchestrator:');
  });
});
