import {
  HealthPath,
  InternalListener,
  Readiness,
  createLogger,
  createMetricsRegistry,
} from '@adcp-orchestrator/platform';
import { startSandboxSeller } from '../../apps/sandbox-seller/src/server';
import { composeDeployment, overlayDeployment, type Deployment } from './deployments';
import { podOf, runsOurImage } from './kubernetes-workloads';
import { nameOf } from './kubernetes-object';
import { kubectlProblem } from './kustomize';
import { describeWithKubectl } from './with-kubectl';
import { appOf } from './workload';

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
      signal: AbortSignal.timeout(5_000),
    });
    expect(answer.status).toBe(200);
  });
});

describeWithKubectl('the annotations for Prometheus', () => {
  it.each(['k8s/overlays/local', 'k8s/overlays/production'])(
    'name the metrics of the internal listener in %s',
    (overlay) => {
      const deployment = deployments.find(({ name }) => name === overlay);
      const pods = (deployment?.objects ?? []).filter(runsOurImage).map((object) => ({ object, pod: podOf(object) }));
      const annotated = pods.filter(({ pod }) => pod.metadata.annotations?.['prometheus.io/scrape'] === 'true');
      expect(annotated.map(({ object }) => nameOf(object)).sort()).toEqual([
        'Deployment/intake-api',
        'Deployment/notifier',
        'Deployment/poller',
        'Deployment/submitter',
      ]);
      for (const { pod } of annotated) {
        const internal = pod.spec.containers[0]?.ports.find(({ name }) => name === 'internal')?.containerPort;
        expect(pod.metadata.annotations).toMatchObject({
          'prometheus.io/path': HealthPath.metrics,
          'prometheus.io/port': String(internal),
        });
      }
    },
  );
});
