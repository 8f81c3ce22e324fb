import { z } from 'zod';

/** What every Kubernetes object has. The schema of its kind checks the rest. */
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

/** How a test's message names an object: `Deployment/poller`. */
export const nameOf = (object: KubernetesObject): string => `${object.kind}/${object.metadata.name}`;
