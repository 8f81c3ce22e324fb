import { HintKind } from '@adcp-orchestrator/domain';
import { MetricName } from '@adcp-orchestrator/platform';
import { z } from 'zod';
import { overlayDeployment, productionSecret, type Deployment } from './deployments';
import { nameOf, type KubernetesObject } from './kubernetes-object';
import { describeWithKubectl } from './with-kubectl';

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

  beforeAll(() => {
    production = overlayDeployment('production');
  });

  it('scales each worker on the overdue work of its kind, by the gauge that the processes export', () => {
    const queries = Object.fromEntries(
      ofKind('ScaledObject').map((object) => {
        const { scaleTargetRef, triggers } = scaled.parse(object.spec);
        return [scaleTargetRef.name, triggers[0].metadata.query];
      }),
    );
    // While a release rolls out, several pods report the same count of the database. A sum would multiply it.
    const query = (kind: HintKind): string => `max(${MetricName.overdueRows}{kind="${kind}"})`;
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

  it('gives sellers the address at which the ingress takes them', () => {
    const intake = production.workloads.find(({ name }) => name === 'intake-api');
    const hosts = ofKind('Ingress').flatMap(({ spec }) =>
      z
        .looseObject({ rules: z.array(z.looseObject({ host: z.string() })) })
        .parse(spec)
        .rules.map(({ host }) => host),
    );
    expect(hosts).toEqual([new URL(intake?.environment['PUBLIC_URL'] ?? '').host]);
  });

  it('keeps private networks shut to what it calls', () => {
    for (const { environment } of production.workloads) expect(environment['ALLOW_PRIVATE_NETWORKS']).toBe('0');
  });
});
