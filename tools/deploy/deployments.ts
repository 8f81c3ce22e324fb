import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { composeWorkloads, parseCompose, type ComposeFile } from './compose';
import type { KubernetesObject } from './kubernetes-object';
import { kubernetesWorkloads } from './kubernetes-workloads';
import { type OverlayName, renderOverlay } from './overlays';
import type { Workload } from './workload';
import { workspace } from './workspace';

export { workspace };

/** A file of the workspace, by its path from the root. */
export const read = (path: string): string => readFileSync(join(workspace, path), 'utf8');

/** The version that the image is tagged with. */
export const version = z.object({ version: z.string() }).parse(JSON.parse(read('package.json'))).version;

/** The apps that the workspace has and that run as a process. The console is files, which the API serves. */
export const apps = readdirSync(join(workspace, 'apps'))
  .filter((app) => existsSync(join(workspace, 'apps', app, 'src', 'main.ts')))
  .sort();

/**
 * Where each worker scales by its own work, it has a container of its own. `workers` is for one machine. `cli` is the operators'
 * command: it is in the image, and runs when somebody calls it. In Kubernetes a suspended CronJob lends it a place.
 */
export const deployedApps = apps.filter((app) => app !== 'workers' && app !== 'cli');

/** Values such as a person would fill in where the examples have none. */
export const sampleSecrets: Readonly<Record<string, string>> = {
  POSTGRES_PASSWORD: 'c0ffee',
  CREDENTIALS_KEY: Buffer.alloc(32, 7).toString('base64'),
  BOOTSTRAP_API_KEY: 'k'.repeat(64),
};

export const composeFile = (variables = sampleSecrets): ComposeFile =>
  parseCompose(read('docker-compose.yml'), variables);

/** One way to deploy the product, with all that it says about our containers. */
export interface Deployment {
  readonly name: string;
  readonly workloads: Workload[];
  /** The rendered objects; empty for compose. */
  readonly objects: KubernetesObject[];
}

export const composeDeployment = (): Deployment => ({
  name: 'docker-compose.yml',
  workloads: composeWorkloads(composeFile(), sampleSecrets),
  objects: [],
});

/** The local overlay brings its Secret along. Production's is in the cluster already, with the keys of the example. */
export function overlayDeployment(overlay: OverlayName): Deployment {
  const objects = renderOverlay(overlay);
  const secret = overlay === 'local' ? secretOf(objects) : exampleSecret();
  return { name: overlay, objects, workloads: kubernetesWorkloads(overlay, objects, secret) };
}

type SecretReader = (name: string, key: string) => string | undefined;

function secretOf(objects: readonly KubernetesObject[]): SecretReader {
  const data = new Map(
    objects
      .filter(({ kind }) => kind === 'Secret')
      .map((object) => [object.metadata.name, z.record(z.string(), z.string()).parse(object.data)]),
  );
  return (name, key) => {
    const value = data.get(name)?.[key];
    return value === undefined ? undefined : Buffer.from(value, 'base64').toString('utf8');
  };
}

/** The Secret that production must have, as its example says. */
export const productionSecret = (): { name: string; values: Record<string, string> } => {
  const { metadata, stringData } = z
    .object({ metadata: z.object({ name: z.string() }), stringData: z.record(z.string(), z.string()) })
    .parse(parse(read('k8s/overlays/production/secret.example.yaml')));
  return { name: metadata.name, values: stringData };
};

function exampleSecret(): SecretReader {
  const example = productionSecret();
  return (name, key) =>
    name === example.name && key in example.values ? (sampleSecrets[key] ?? example.values[key]) : undefined;
}
