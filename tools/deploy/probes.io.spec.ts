import {
  HealthPath,
  InternalListener,
  Readiness,
  createLogger,
  createMetricsRegistry,
} from '@adcp-orchestrator/platform';
import { z } from 'zod';
import { startSandboxSeller } from '../../apps/sandbox-seller/src/server';
import { composeDeployment, overlayDeployment, type Deployment } from './deployments';
import { podOf, runsOurImage } from './kubernetes-workloads';
import { nameOf } from './kubernetes-object';
import { kubectlProblem } from './kustomize';
import { describeWithKubectl } from './with-kubectl';
import { appOf } from './workload';

const podMonitor = z.looseObject({
  selector: z.object({ matchLabels: z.record(z.string(), z.string()) }),
  podMetricsEndpoints: z.tuple([z.looseObject({ port: z.string(), path: z.string() })]),
});

const deployments: Deployment[] = [
  composeDeployment(),
  ...(kubectlProblem() === null ? [overlayDeployment('local'), overlayDeployment('production')] : []),
];
const probes = deployments.flatMap(({ name, workloads }) =>
  workloads.flatMap((workload) => workload.probes.map(({ path }) => ({ where: name, app: appOf(workload), path }))),
);

/** Asks for every probed path, at a listener made as the app itself makes it. */
describe('every probed path', () => {
  const listener = new InternalListener(new Readiness(), createMetricsRegistry('test'), createLogger('test', 'silent'));
  let internal = '';
  let sandbox: Awaited<ReturnType<typeof startSandboxSeller>>;

  beforeAll(async () => {
    internal = `http://127.0.0.1:${await listener.listen('127.0.0.1', 0)}`;
    sandbox = await startSandboxSeller({ port: 0 });
  });
  afterAll(async () => {
    await listener.close();
    await sandbox.close();
  });

  it.each(probes)('$path of $app in $where is served', async ({ app, path }) => {
    const answer = await fetch(`${app === 'sandbox-seller' ? sandbox.url : internal}${path}`, {
      signal: AbortSignal.timeout(60_000),
    });
    expect(answer.status).toBe(200);
  });
});

describeWithKubectl('the PodMonitor', () => {
  it('scrapes the metrics of the internal listener of every Deployment, and of nothing else', () => {
    const { objects } = overlayDeployment('production');
    const [monitor] = objects.filter(({ kind }) => kind === 'PodMonitor').map(({ spec }) => podMonitor.parse(spec));
    const pods = objects.filter(runsOurImage).map((object) => ({ object, pod: podOf(object) }));
    const scraped = pods.filter(({ pod }) =>
      Object.entries(monitor!.selector.matchLabels).every(([key, value]) => pod.metadata.labels[key] === value),
    );
    expect(scraped.map(({ object }) => nameOf(object)).sort()).toEqual([
      'Deployment/intake-api',
      'Deployment/notifier',
      'Deployment/poller',
      'Deployment/submitter',
    ]);
    const [endpoint] = monitor!.podMetricsEndpoints;
    expect(endpoint.path).toBe(HealthPath.metrics);
    for (const { pod } of scraped)
      expect(pod.spec.containers[0]?.ports.map(({ name }) => name)).toContain(endpoint.port);
  });
});
