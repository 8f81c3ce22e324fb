import { HintKind } from '@adcp-orchestrator/domain';
import { MetricName } from '@adcp-orchestrator/platform';
import { z } from 'zod';
import { PAGES, TAKEN } from '../../apps/intake-api/src/console/console-paths';
import { apiDocument } from '../../apps/intake-api/src/docs/api-document';
import { overlayDeployment, productionSecret, type Deployment } from './deployments';
import { nameOf, type KubernetesObject } from './kubernetes-object';
import { describeWithKubectl } from './with-kubectl';

const ingress = z.looseObject({
  rules: z.array(
    z.object({
      host: z.string(),
      http: z.object({ paths: z.array(z.looseObject({ path: z.string(), pathType: z.string() })) }),
    }),
  ),
});
const scaled = z.object({
  scaleTargetRef: z.object({ name: z.string() }),
  minReplicaCount: z.number(),
  fallback: z.object({ replicas: z.number() }),
  triggers: z.tuple([
    z.object({
      type: z.literal('prometheus'),
      metricType: z.literal('AverageValue'),
      metadata: z.object({ query: z.string(), threshold: z.string() }),
    }),
  ]),
});

describeWithKubectl('the production overlay', () => {
  let production: Deployment;
  const ofKind = (kind: string): KubernetesObject[] => production.objects.filter((object) => object.kind === kind);

  /** By host: its paths, each with its type. */
  const routes = (): Map<string, string[]> =>
    new Map(
      ofKind('Ingress').flatMap(({ spec }) =>
        ingress
          .parse(spec)
          .rules.map(({ host, http }) => [host, http.paths.map(({ path, pathType }) => `${path} ${pathType}`)]),
      ),
    );

  beforeAll(() => {
    production = overlayDeployment('production');
  });

  it('scales each worker on the age of the overdue work of its kind, by the gauge that the processes export', () => {
    const queries = Object.fromEntries(
      ofKind('ScaledObject').map((object) => {
        const { scaleTargetRef, triggers } = scaled.parse(object.spec);
        return [scaleTargetRef.name, triggers[0].metadata.query];
      }),
    );
    // Two pods may report the same age for a moment. A sum would double it. The PodMonitor brings its namespace as a label.
    const [monitor] = ofKind('PodMonitor');
    const query = (kind: HintKind): string =>
      `max(${MetricName.overdueAge}{namespace="${monitor?.metadata.namespace}",kind="${kind}"})`;
    expect(queries).toEqual({
      submitter: query(HintKind.submit),
      poller: query(HintKind.poll),
      notifier: query(HintKind.notify),
    });
  });

  it('leaves the number of replicas to what scales them, and never scales to none', () => {
    const replicas = ofKind('Deployment').map(
      ({ spec }) => z.looseObject({ replicas: z.number().optional() }).parse(spec).replicas,
    );
    expect(replicas.every((count) => count === undefined)).toBe(true);
    for (const { spec } of ofKind('ScaledObject')) expect(scaled.parse(spec).minReplicaCount).toBeGreaterThanOrEqual(2);
  });

  it('scales every Deployment, and bounds the disruption of each', () => {
    const names = ofKind('Deployment')
      .map(({ metadata }) => metadata.name)
      .sort();
    const scaling = [...ofKind('ScaledObject'), ...ofKind('HorizontalPodAutoscaler')].map(
      ({ spec }) =>
        z.looseObject({ scaleTargetRef: z.looseObject({ name: z.string() }) }).parse(spec).scaleTargetRef.name,
    );
    expect(scaling.sort()).toEqual(names);
    expect(
      ofKind('PodDisruptionBudget')
        .map(({ metadata }) => metadata.name)
        .sort(),
    ).toEqual(names);
  });

  it('brings no secret, no datastore and no sandbox seller', () => {
    expect([...ofKind('Secret'), ...ofKind('StatefulSet')].map(nameOf)).toEqual([]);
    expect(production.workloads.map(({ name }) => name)).not.toContain('sandbox-seller');
  });

  it('refers to all of the keys that its example of a Secret has', () => {
    const { name, values } = productionSecret();
    const referred = new Set(
      [...JSON.stringify(production.objects).matchAll(/"secretKeyRef":\{"key":"(\w+)","name":"([\w-]+)"\}/g)].map(
        ([, key, secret]) => `${secret}/${key}`,
      ),
    );
    expect([...referred].sort()).toEqual(
      Object.keys(values)
        .map((key) => `${name}/${key}`)
        .sort(),
    );
  });

  it('publishes the API and the console on one host, the webhooks alone on another, each by the address that the apps give out', () => {
    const intake = production.workloads.find(({ name }) => name === 'intake-api');
    const urls = [intake?.environment['PUBLIC_URL'], intake?.environment['WEBHOOK_URL']];
    expect([...routes().keys()]).toEqual(urls.map((url) => new URL(url ?? '').host));
    expect(routes().get('webhooks.adcp.example.com')).toEqual(['/webhooks Prefix']);
  });

  it('publishes every path that the API has for people and desks, and no probe, metric or board', () => {
    const hidden = ['admin', 'healthz', 'readyz', 'webhooks'];
    const published = [...PAGES, ...TAKEN].filter((first) => !hidden.includes(first)).map((first) => `/${first}`);
    const paths = (routes().get('adcp.example.com') ?? []).map((route) => route.split(' ')[0]);
    expect(paths.sort()).toEqual(published.sort());
    // A prefix `/` would publish all of it.
    expect(routes().get('adcp.example.com')).toContain('/ Exact');
  });

  it('knows every path of the API that its document names', () => {
    const first = Object.keys(apiDocument(null).paths as object).map((path) => path.split('/')[1]);
    expect(first.filter((part) => !TAKEN.has(part ?? ''))).toEqual([]);
  });

  it('keeps private networks shut to what it calls', () => {
    for (const { environment } of production.workloads) expect(environment['ALLOW_PRIVATE_NETWORKS']).toBe('0');
  });
});
