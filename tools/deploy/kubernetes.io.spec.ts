import { z } from 'zod';
import { podOf, runsOurImage, templateOwner } from './kubernetes-workloads';
import { nameOf, type KubernetesObject } from './kubernetes-object';
import { schemaProblems } from './kubernetes-schemas';
import { overlayNames, renderOverlay } from './overlays';
import { describeWithKubectl } from './with-kubectl';

const selector = z.looseObject({ matchLabels: z.record(z.string(), z.string()) });
const spec = (object: KubernetesObject): Record<string, unknown> =>
  z.record(z.string(), z.unknown()).parse(object.spec ?? {});

describeWithKubectl.each(overlayNames)('the overlay %s', (overlay) => {
  let objects: KubernetesObject[];
  const ofKind = (...kinds: string[]): KubernetesObject[] => objects.filter(({ kind }) => kinds.includes(kind));
  const pods = (): { owner: KubernetesObject; labels: Record<string, string> }[] =>
    ofKind('Deployment', 'Job', 'CronJob', 'StatefulSet').map((owner) => ({
      owner,
      labels: z
        .object({
          spec: z.object({
            template: z.object({ metadata: z.object({ labels: z.record(z.string(), z.string()) }) }),
          }),
        })
        .parse(templateOwner(owner)).spec.template.metadata.labels,
    }));
  const selects = (labels: Record<string, string>): KubernetesObject[] =>
    pods()
      .filter((pod) => Object.entries(labels).every(([key, value]) => pod.labels[key] === value))
      .map(({ owner }) => owner);

  beforeAll(() => {
    objects = renderOverlay(overlay);
  });

  it('holds only objects that their schemas accept, field by field', () => {
    const problems = objects.flatMap((object) =>
      schemaProblems(object).map((problem) => `${nameOf(object)}: ${problem}`),
    );
    expect(problems).toEqual([]);
  });

  it('names no object twice', () => {
    const names = objects.map(nameOf);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('puts everything in one namespace, which it makes', () => {
    const [namespace] = ofKind('Namespace');
    expect(namespace).toBeDefined();
    const elsewhere = objects.filter(
      ({ kind, metadata }) => kind !== 'Namespace' && metadata.namespace !== namespace?.metadata.name,
    );
    expect(elsewhere.map(nameOf)).toEqual([]);
  });

  it('selects pods that exist with every service, disruption budget, network policy and pod monitor', () => {
    const kinds = ['Service', 'PodDisruptionBudget', 'NetworkPolicy', 'PodMonitor', 'Deployment', 'StatefulSet'];
    // The pods of a PgBouncer are the operator's own.
    for (const object of ofKind(...kinds).filter(({ metadata }) => metadata.name !== 'pgbouncer')) {
      const { selector: of, podSelector } = spec(object);
      const labels =
        object.kind === 'Service' ? of : object.kind === 'NetworkPolicy' ? podSelector : selector.parse(of).matchLabels;
      const wanted =
        object.kind === 'NetworkPolicy'
          ? (z.object({ matchLabels: z.record(z.string(), z.string()).optional() }).parse(labels).matchLabels ?? {})
          : z.record(z.string(), z.string()).parse(labels);
      expect({ object: nameOf(object), selected: selects(wanted).length > 0 }).toEqual({
        object: nameOf(object),
        selected: true,
      });
    }
  });

  it('points every service at ports that its pods declare', () => {
    for (const service of ofKind('Service')) {
      const { selector: wanted, ports } = z
        .object({
          selector: z.record(z.string(), z.string()),
          ports: z.array(z.looseObject({ port: z.number(), targetPort: z.string() })),
        })
        .parse(service.spec);
      for (const owner of selects(wanted)) {
        const declared = z
          .object({
            template: z.object({
              spec: z.object({
                containers: z.array(
                  z.looseObject({
                    ports: z.array(z.object({ name: z.string(), containerPort: z.number() })).default([]),
                  }),
                ),
              }),
            }),
          })
          .parse(owner.spec)
          .template.spec.containers.flatMap(({ ports: of }) => of.map(({ name }) => name));
        for (const { targetPort } of ports) expect(declared).toContain(targetPort);
      }
    }
  });

  it('runs each app under a service account that it makes', () => {
    const accounts = ofKind('ServiceAccount').map(({ metadata }) => metadata.name);
    for (const object of objects.filter(runsOurImage))
      expect(accounts).toContain(podOf(object).spec.serviceAccountName);
  });

  it('can apply the migration by itself: what its Job refers to is applied before it, with the network policies', () => {
    const stage = objects
      .filter(({ metadata }) => metadata.labels['adcp-orchestrator/stage'] === 'before-migration')
      .map(nameOf);
    const [job] = ofKind('Job');
    expect(job!.metadata.labels['adcp-orchestrator/stage']).toBe('migration');
    const { serviceAccountName, containers } = podOf(job!).spec;
    const configs = containers.flatMap(({ envFrom }) => envFrom.map(({ configMapRef }) => configMapRef.name));
    expect(stage.sort()).toEqual(
      [
        ...ofKind('Namespace').map(nameOf),
        `ServiceAccount/${serviceAccountName}`,
        ...ofKind('NetworkPolicy')
          .filter(({ metadata }) => metadata.name !== 'pgbouncer' && metadata.name !== 'within-namespace')
          .map(nameOf),
        ...configs.map((name) => `ConfigMap/${name}`),
      ].sort(),
    );
  });

  it('shuts every pod in before the first one runs', () => {
    const policies = ofKind('NetworkPolicy').filter(({ metadata }) => metadata.name === 'deny-by-default');
    expect(policies.map(({ metadata }) => metadata.labels['adcp-orchestrator/stage'])).toEqual(['before-migration']);
  });

  it('never keeps a drain waiting for a pod that is not ready', () => {
    const budgets = ofKind('PodDisruptionBudget').map((budget) => spec(budget));
    expect(budgets).toHaveLength(4);
    for (const budget of budgets)
      expect(budget).toMatchObject({ maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow' });
  });

  it('never rotates keys or adopts a database by itself', () => {
    const crons = ofKind('CronJob');
    expect(crons.map(({ metadata }) => metadata.name).sort()).toEqual(['cli', 'key-rotator']);
    for (const cron of crons) expect(cron).toMatchObject({ spec: { suspend: true } });
  });

  it('has a CronJob for `ado restore` that adopts nothing unless its Job is told to', () => {
    const cli = ofKind('CronJob').find(({ metadata }) => metadata.name === 'cli');
    const [container] = podOf(cli!).spec.containers;
    expect(container!.args).toEqual(['dist/apps/cli/main.js', 'restore']);
    expect(container!.env.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['DATABASE_URL', 'DATABASE_DIRECT_URL']),
    );
    const labels = podOf(cli!).metadata.labels;
    expect(labels['app.kubernetes.io/part-of']).toBe('adcp-orchestrator');
    // By this label a pod may call sellers.
    expect(labels['adcp-orchestrator/listener']).toBeUndefined();
  });

  it('hardens every container: not root, nothing writable but its volumes, no capability, no token', () => {
    const hardened = z.object({
      automountServiceAccountToken: z.literal(false),
      securityContext: z.looseObject({
        runAsNonRoot: z.literal(true),
        seccompProfile: z.object({ type: z.literal('RuntimeDefault') }),
      }),
      containers: z.array(
        z.looseObject({
          resources: z.object({
            requests: z.record(z.string(), z.string()),
            limits: z.looseObject({ memory: z.string() }),
          }),
          securityContext: z.object({
            allowPrivilegeEscalation: z.literal(false),
            readOnlyRootFilesystem: z.literal(true),
            capabilities: z.object({ drop: z.tuple([z.literal('ALL')]) }),
          }),
        }),
      ),
    });
    for (const owner of ofKind('Deployment', 'Job', 'CronJob', 'StatefulSet')) {
      const { template } = z
        .object({ spec: z.object({ template: z.looseObject({ spec: z.unknown() }) }) })
        .parse(templateOwner(owner)).spec;
      expect({ owner: nameOf(owner), problem: hardened.safeParse(template.spec).error?.message }).toEqual({
        owner: nameOf(owner),
        problem: undefined,
      });
    }
  });

  it('probes every Deployment in all three ways', () => {
    for (const object of ofKind('Deployment')) {
      for (const { startupProbe, livenessProbe, readinessProbe } of podOf(object).spec.containers) {
        const probed = {
          startup: startupProbe !== undefined,
          liveness: livenessProbe !== undefined,
          readiness: readinessProbe !== undefined,
        };
        expect({ object: nameOf(object), ...probed }).toEqual({
          object: nameOf(object),
          startup: true,
          liveness: true,
          readiness: true,
        });
      }
    }
  });
});
