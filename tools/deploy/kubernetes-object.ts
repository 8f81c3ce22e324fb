import { z } from 'zod';

/** What every Kubernetes object has; the rest is the business of its kind's schema. */
export const kubernetesObject = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
    labels: z.record(z.string(), z.string()).default({}),
  }),
});

export type KubernetesObject = z.infer<typeof kubernetesObject>;

/** `Deployment/poller`: how a test's message names an object. */
export const nameOf = (object: KubernetesObject): string => `${object.kind}/${object.metadata.name}`;
