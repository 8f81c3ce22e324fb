import { z } from 'zod';
import type { KubernetesObject } from './kubernetes-object';
import type { Probe, Workload } from './workload';

const keyReference = z.object({ name: z.string(), key: z.string(), optional: z.boolean().default(false) });
const probe = z.looseObject({ httpGet: z.object({ path: z.string(), port: z.union([z.string(), z.number()]) }) });
const container = z.looseObject({
  name: z.string(),
  image: z.string(),
  args: z.array(z.string()).default([]),
  ports: z.array(z.looseObject({ name: z.string(), containerPort: z.number() })).default([]),
  env: z
    .array(
      z.object({
        name: z.string(),
        value: z.string().optional(),
        valueFrom: z.object({ secretKeyRef: keyReference }).optional(),
      }),
    )
    .default([]),
  envFrom: z.array(z.object({ configMapRef: z.object({ name: z.string() }) })).default([]),
  startupProbe: probe.optional(),
  livenessProbe: probe.optional(),
  readinessProbe: probe.optional(),
  lifecycle: z
    .object({ preStop: z.object({ exec: z.object({ command: z.tuple([z.literal('sleep'), z.string()]) }) }) })
    .optional(),
});
const podOwner = z.object({
  spec: z.object({
    template: z.object({
      metadata: z.object({
        labels: z.record(z.string(), z.string()),
        annotations: z.record(z.string(), z.string()).optional(),
      }),
      spec: z.looseObject({
        serviceAccountName: z.string(),
        terminationGracePeriodSeconds: z.number(),
        containers: z.array(container),
      }),
    }),
  }),
});
const configMap = z.object({ data: z.record(z.string(), z.string()) });

/** A workload refers to something that is not among its overlay's objects, or that holds another kind of value. */
export class ReferenceNotResolvedError extends Error {
  constructor(workload: string, reference: string) {
    super(`${workload} refers to ${reference}, which does not exist`);
    this.name = 'ReferenceNotResolvedError';
  }
}

const cronJob = z.object({ spec: z.object({ jobTemplate: z.unknown() }) });

/** What holds the pod template: the object itself, or a CronJob's Job. */
export const templateOwner = (object: KubernetesObject): unknown =>
  object.kind === 'CronJob' ? cronJob.parse(object).spec.jobTemplate : object;

/** The pod template of a Deployment, Job or CronJob of ours. */
export const podOf = (object: KubernetesObject): z.infer<typeof podOwner>['spec']['template'] =>
  podOwner.parse(templateOwner(object)).spec.template;

export const runsOurImage = (object: KubernetesObject): boolean =>
  ['Deployment', 'Job', 'CronJob'].includes(object.kind) &&
  podOf(object).spec.containers.some(({ image }) => /(^|\/)adcp-orchestrator(:|$)/.test(image));

/**
 * The Deployments, Jobs and CronJobs of an overlay that run our image. `secret(name, key)` reads a Secret, and returns
 * undefined for one that does not exist. Throws ReferenceNotResolvedError for a missing secret key or config map.
 */
export function kubernetesWorkloads(
  source: string,
  objects: readonly KubernetesObject[],
  secret: (name: string, key: string) => string | undefined,
): Workload[] {
  const configOf = (workload: string, name: string): Record<string, string> => {
    const found = objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === name);
    if (!found) throw new ReferenceNotResolvedError(workload, `the config map ${name}`);
    return configMap.parse(found).data;
  };

  return objects.filter(runsOurImage).flatMap((object) => {
    const { name } = object.metadata;
    const { spec } = podOf(object);
    return spec.containers.map((of): Workload => {
      const environment: Record<string, string> = {};
      for (const { configMapRef } of of.envFrom) Object.assign(environment, configOf(name, configMapRef.name));
      for (const { name: variable, value, valueFrom } of of.env) {
        const reference = valueFrom?.secretKeyRef;
        const found = reference ? secret(reference.name, reference.key) : value;
        if (found === undefined && reference?.optional === true) continue;
        if (found === undefined)
          throw new ReferenceNotResolvedError(
            name,
            `${reference?.name ?? variable}, key ${reference?.key ?? variable},`,
          );
        environment[variable] = found;
      }
      const portNumber = (port: string | number): number => {
        const found =
          typeof port === 'number' ? port : of.ports.find((declared) => declared.name === port)?.containerPort;
        if (found === undefined) throw new ReferenceNotResolvedError(name, `the port ${port}`);
        return found;
      };
      const probes = [of.startupProbe, of.livenessProbe, of.readinessProbe].flatMap((one): Probe[] =>
        one ? [{ path: one.httpGet.path, port: portNumber(one.httpGet.port) }] : [],
      );
      return {
        source,
        name,
        image: of.image,
        argument: of.args,
        environment,
        ports: of.ports.map(({ containerPort }) => containerPort),
        probes,
        graceSeconds: spec.terminationGracePeriodSeconds,
        preStopSeconds: Number(of.lifecycle?.preStop.exec.command[1] ?? 0),
      };
    });
  });
}
