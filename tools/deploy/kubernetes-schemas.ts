import { ScaledObject } from '@kubernetes-models/keda/keda.sh/v1alpha1';
import { PodMonitor, PrometheusRule } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1';
import { Deployment, StatefulSet } from 'kubernetes-models/apps/v1';
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2';
import { CronJob, Job } from 'kubernetes-models/batch/v1';
import { Ingress, NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1';
import { ConfigMap, Namespace, Secret, Service, ServiceAccount } from 'kubernetes-models/v1';
import type { KubernetesObject } from './kubernetes-object';
import { watchReads } from './unread-fields';

interface Schema {
  readonly apiVersion: string;
  readonly kind: string;
  readonly prototype: { validate(): void };
}

const schemas: readonly Schema[] = [
  ConfigMap,
  CronJob,
  Deployment,
  HorizontalPodAutoscaler,
  Ingress,
  Job,
  Namespace,
  NetworkPolicy,
  PodDisruptionBudget,
  PodMonitor,
  PrometheusRule,
  ScaledObject,
  Secret,
  Service,
  ServiceAccount,
  StatefulSet,
];

/**
 * Checks the object against the schema of its kind (Kubernetes', KEDA's for a ScaledObject, the Prometheus Operator's for a PodMonitor): wrong types, missing
 * fields, unknown fields. Empty when the API server would take it.
 */
export function schemaProblems(object: KubernetesObject): string[] {
  const schema = schemas.find(({ apiVersion, kind }) => apiVersion === object.apiVersion && kind === object.kind);
  if (!schema)
    return [`no schema for ${object.apiVersion} ${object.kind}: add it to tools/deploy/kubernetes-schemas.ts`];
  const { watched, unread } = watchReads(object);
  const problems: string[] = [];
  try {
    schema.prototype.validate.call(watched);
  } catch (error) {
    problems.push(error instanceof Error ? error.message : String(error));
  }
  return [...problems, ...unread().map((path) => `unknown field ${path}`)];
}
